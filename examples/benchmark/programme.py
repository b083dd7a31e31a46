"""How fast the programme as a whole is measured: a year of a universal control over a whole operator's base.

    python examples/benchmark/programme.py [--folder DIR] [--members 20000000] [--contacts 100000000] [--times 1]

Twelve months of usage of two members in three, one product each; a universal control of a twentieth, drawn anew each
quarter; 3 % opted out; a hundred campaigns, of which each contacts a hundredth of the contacts, also of the control.
The base is written straight into the tables of a workspace, as loads would leave it. Then
`attitude measure --show programme`, the whole process.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

import duckdb
from brief import BASE
from common import ATTITUDE, say, spent

_TABLES = ("persons", "members", "campaigns", "treatments", "contacts", "optouts")
_OWN = (
    """
    insert into store.usage by name
    select
        i::integer as member_key, date '2025-11-01' + to_months(m::integer) as month,
        ['music', 'roaming', 'data', 'family', 'concert'][1 + i % 5] as product,
        (hash(i, m) % 10_000 / 100)::decimal(18, 6) as revenue,
        (hash(i, m, 1) % 500)::decimal(18, 6) as volume,
    from range(14) as t (m), range({members}) as u (i)
    where hash(i, m, 2) % 3 > 0
    """,
    """
    insert into store.control_periods
    select p, 0.05, 0 from unnest(['2026-Q1', '2026-Q2', '2026-Q3', '2026-Q4']) as t (p)
    """,
)


def main() -> None:
    """Make the base, time the question, print a table."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--folder", type=Path, help="where the workspace goes, and stays")
    asked.add_argument("--members", type=int, default=20_000_000)
    asked.add_argument("--contacts", type=int, default=100_000_000, help="a hundredth of them to each campaign")
    asked.add_argument("--times", type=int, default=1, help="repeat the question so often")
    words = asked.parse_args()
    with tempfile.TemporaryDirectory() as passing:
        folder = words.folder or Path(passing)
        folder.mkdir(exist_ok=True, parents=True)
        workspace = folder / "attitude.duckdb"
        if not workspace.exists():
            _make(workspace, words.members, words.contacts)
        command = [str(ATTITUDE), "measure", "--show", "programme", "--since", "2026-01", "--until", "2026-12"]
        say("`measure --show programme`, a year", "s", "s of processor", "GB")
        for _ in range(words.times):
            seconds, processor, peak = spent([*command, "--db", str(workspace)])
            say(f"{words.members:,} members", f"{seconds:.1f}", f"{processor:.1f}", f"{peak:.2f}")


def _make(workspace: Path, members: int, contacts: int) -> None:
    spent([str(ATTITUDE), "init", "--db", str(workspace)])
    with duckdb.connect(str(workspace)) as con:
        for statement in (*BASE, *_OWN):
            into = statement.split("store.", 1)[1].split()[0]
            if into in _TABLES or statement in _OWN:
                con.execute(statement.format(members=members, each=contacts // 100))


if __name__ == "__main__":
    main()
