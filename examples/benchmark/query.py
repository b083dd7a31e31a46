"""How much memory a question takes whose answer has ten million rows, by format; and how long.

    python examples/benchmark/query.py [--folder DIR] [--scale 1.0]

A workspace of ten million contacts is loaded; then the contacts, sorted by nothing and by a day, go to Parquet, CSV and
JSON Lines by ``attitude query``. Every question is a process of its own, started as a user would start it; seconds are
of the whole process, memory is its peak. It takes some 3 GB in the folder, by default a temporary one.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

import duckdb
from common import ATTITUDE, made, say, timed
from load import CONTACTS

QUESTIONS = {
    "as they lie": "from contacts",
    "sorted": "from contacts order by contacted_at desc, member_id",
    "made up": "select range as id, hash(range) as code, (range % 97)::varchar as word from range({rows})",
}


def main() -> None:
    """Make the workspace, ask, print a table."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--folder", type=Path, help="where files and workspaces go, and stay")
    asked.add_argument("--scale", type=float, default=1.0, help="share of ten million rows")
    options = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="benchmark-") as spare:
        folder = options.folder or Path(spare)
        folder.mkdir(parents=True, exist_ok=True)
        rows, base = int(10e6 * options.scale), folder / "query.duckdb"
        if not base.exists():
            _make(folder, base, rows)
        say("rows", "question", "format", "seconds", "file, GB", "peak, GB")
        say(*["---"] * 6)
        for words, sql in QUESTIONS.items():
            for form in ("parquet", "csv", "jsonl"):
                _ask(folder, base, words, sql.format(rows=rows), form, rows)


def _make(folder: Path, base: Path, rows: int) -> None:
    subprocess.run([str(ATTITUDE), "init", "--db", str(base)], check=True, cwd=folder)
    file = made(folder / "contacts.csv", CONTACTS.format(people=max(rows // 8, 1), first=0, rows=rows))
    subprocess.run([str(ATTITUDE), "load", "contacts", str(file), "--db", str(base)], check=True, cwd=folder)
    file.unlink()


def _ask(folder: Path, base: Path, words: str, sql: str, form: str, rows: int) -> None:
    file = folder / f"answer.{form}"
    seconds, peak = timed([str(ATTITUDE), "query", sql, "--db", str(base), "-o", str(file)])
    _check(file, form, rows)
    say(f"{rows:,}", words, form, f"{seconds:.1f}", f"{file.stat().st_size / 1e9:.2f}", f"{peak:.2f}")
    file.unlink()


def _check(file: Path, form: str, rows: int) -> None:
    kind = {"parquet": "parquet", "csv": "csv", "jsonl": "json"}[form]
    (found,) = duckdb.execute(f"select count(*) from read_{kind}('{file}')").fetchall()[0]
    if found != rows:
        sys.exit(f"{file}: {found:,} rows, not {rows:,}")


if __name__ == "__main__":
    main()
