"""How long quick questions take on a whole operator's base.

    python examples/benchmark/adhoc.py [--base FILE] [--members 20000000] [--contacts 100000000] [--timeout 600]

Members by id, counts, the first rows, the highest scores, `attitude status`, then every saved query with its defaults.
The base is that of `brief.py`, or a scored workspace of your own. Each question is a process of its own, started as a
user would start it: seconds are of the whole process, processor seconds of all its threads, memory is its peak.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

import duckdb
from brief import make
from common import ATTITUDE, say, spent

from attitude.query import catalogue

VIEWS = ("members", "contacts", "responses", "usage", "optouts", "attitudes", "responsiveness")
HIGHEST = (
    "from responsiveness order by score desc limit 10",
    "select member_id, score from responsiveness order by score desc limit 10",
)
GIVEN = {  # what saved queries must be given
    "first": "select campaign_id from store.campaigns order by campaign_key limit 1",
    "second": "select campaign_id from store.campaigns order by campaign_key limit 1 offset 1",
    "element": "select element from store.elements order by element_key limit 1",
    "attribute": "select attribute from store.attribute_types order by attribute limit 1",
}


def main() -> None:
    """Make the base or take one, ask, print a table."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--base", type=Path, help="a scored workspace to ask, instead of one that is made; only read")
    asked.add_argument("--members", type=int, default=20_000_000)
    asked.add_argument("--contacts", type=int, default=100_000_000)
    asked.add_argument("--timeout", type=int, default=600, help="seconds that a question may take")
    options = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="benchmark-") as spare:
        base = options.base or Path(spare) / "base.duckdb"
        if options.base is None:
            make(base, options.members, options.contacts, is_scored=True)
        say("question", "seconds", "processor s", "peak, GB")
        say("---", "---:", "---:", "---:")
        for words, command in _questions(base, options.timeout):
            _ask(words, [str(ATTITUDE), *command, "--db", str(base)])


def _ask(words: str, command: list[str]) -> None:
    try:
        seconds, processor, peak = spent(command)
    except SystemExit as error:  # what takes too long is a row as well
        say(words, "over the limit" if "no answer within" in str(error) else str(error), "", "")
    else:
        say(words, f"{seconds:.1f}", f"{processor:.1f}", f"{peak:.1f}")


def _questions(base: Path, timeout: int) -> list[tuple[str, list[str]]]:
    """Give each question with its words and its command."""
    with duckdb.connect(str(base), read_only=True) as con:
        (member,) = con.execute("select max(member_id) from store.persons").fetchall()[0]
        given = {name: _one(con, sql) for name, sql in GIVEN.items()}
    limit = ["--timeout", str(timeout)]
    views = [*VIEWS, "attitude_history"]
    typed = [f"from {view} where member_id = '{member}'" for view in views]
    typed += [f"select count(*) from {view}" for view in VIEWS]
    typed += [f"from {view}" for view in VIEWS]
    found = [(f"`{sql}`", ["query", sql, *limit]) for sql in (*typed, *HIGHEST)]
    found.append(("`attitude status`", ["status"]))
    for name, query in catalogue().queries.items():
        needed = [parameter.name for parameter in query.header.parameters if parameter.default is None]
        if all(given[name] for name in needed):
            pairs = [word for name in needed for word in ("--set", f"{name}={given[name]}")]
            found.append((name, ["query", name, *pairs, *limit]))
    return found


def _one(con: duckdb.DuckDBPyConnection, sql: str) -> str | None:
    found = con.execute(sql).fetchone()
    return str(found[0]) if found else None


if __name__ == "__main__":
    main()
