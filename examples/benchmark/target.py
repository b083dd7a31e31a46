"""How fast a list is made from a whole operator's base, beside a bare query over the same tables, in the same run.

    python examples/benchmark/target.py [--folder DIR] [--scale 5.3333333334] [--size 500000] [--times 1]

20 million members with a phone (one in a hundred shares one), 100 million contacts scored, 600,000 opt-outs. Then, to a
list of 500,000 by SMS with a holdout of a tenth:

- one bare ``select … order by … limit`` in DuckDB over the same workspace: the propensity by the same formula from the
  same views, members who opted out left out, the best 500,000 written as CSV; no rules, no holdout, no account;
- ``attitude target`` and ``attitude export``: plan to file, with funnel, exclusions, holdout, codes, checks, manifest.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

import duckdb
from common import ATTITUDE, made, say, timed
from score import load_base

OPTOUTS = """
select lpad((10_000_000 + (i * 7919) % {people})::varchar, 9, '0') as member_id, 'sms' as channel,
    date '2024-02-01' as opted_out_on
from range({rows}) as t (i)
"""
PLAN = """
[campaign]
id = "next"
product = "music"
timing = "daily"
starts_on = {day}
value_per_response = 4.0
[[offer]]
channel = "sms"
gift = "coupon"
unit_cost = 0.05
{more}
[holdout]
share = 0.1
[limits]
size = {size}
"""
MORE = """
[audience]
where = "age >= 25"
[audience.attitude]
product = { music = [40, 100] }
[exclude]
contacted_within_days = 3
[policy]
sms = { max = 2, days = 60 }
all = { max = 3, days = 90 }
"""
BARE = """
copy (
    with leaning as (
        select a.member_key, sum(ln(a.leaning)) as log_leaning
        from base.store.leanings as a
        where a.element_key in (
            select element_key from base.store.elements where element in ('sms', 'music', 'daily', 'coupon')
        )
        group by a.member_key
    )

    select p.member_id, m.phone, ln(r.ratio) + l.log_leaning as value
    from base.store.responsiveness as r
    inner join base.store.members as m using (member_key)
    inner join base.store.persons as p using (member_key)
    inner join leaning as l using (member_key)
    anti join base.store.optouts as o using (member_key)
    order by value desc
    limit {size}
) to '{file}' (header)
"""


def main() -> None:
    """Make the base, time each way, print a table."""
    if sys.argv[1:2] == ["bare"]:
        _select(Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]))
        return
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--folder", type=Path, help="where files and workspaces go, and stay")
    asked.add_argument("--scale", type=float, default=20 / 3.75, help="share of 3.75 million members")
    asked.add_argument("--campaigns", type=int, default=5, help="each contacts every member")
    asked.add_argument("--size", type=int, default=500_000, help="of the list")
    asked.add_argument("--times", type=int, default=1, help="repeat all so often")
    options = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="benchmark-") as spare:
        folder = options.folder or Path(spare)
        folder.mkdir(parents=True, exist_ok=True)
        base, day = folder / "base.duckdb", date(2024, 1, 1) + timedelta(days=30 * options.campaigns - 1)
        if not base.exists():
            _make(folder, base, int(3.75e6 * options.scale), options.campaigns, day)
        say("what", "seconds", "times bare", "peak, GB")
        say("---", "---:", "---:", "---:")
        for _ in range(options.times):
            command = [sys.executable, __file__, "bare", str(base), str(folder / "bare.csv"), str(options.size)]
            bare, peak = timed(command)
            say("bare select, order by, limit to CSV", f"{bare:.1f}", "1", f"{peak:.2f}")
            for words, more in (("one offer, opt-outs, holdout", ""), ("audience, scores, policy as well", MORE)):
                plan = folder / "plan.toml"
                plan.write_text(PLAN.format(day=day + timedelta(days=2), size=options.size, more=more))
                made_in, peak = timed([str(ATTITUDE), "target", str(plan), "--db", str(base)])
                out = ["-o", str(folder / "list.csv"), "--db", str(base)]
                written_in, _ = timed([str(ATTITUDE), "export", "next", *out, *_allowed()])
                seconds = made_in + written_in
                say(f"`attitude target` + `export`: {words}", f"{seconds:.1f} ({made_in:.1f} + {written_in:.1f})",
                    f"{seconds / bare:.2f}", f"{peak:.2f}")  # fmt: skip


def _allowed() -> list[str]:
    """Pass the checks that speak of how often lists were made, not of how."""
    return ["--allow", "exported-before", "--allow", "expired"]


def _make(folder: Path, base: Path, people: int, campaigns: int, day: date) -> None:
    load_base(folder, base, people, campaigns)
    optouts = made(folder / "optouts.csv", OPTOUTS.format(people=people, rows=people * 3 // 100))
    for command in (["load", "optouts", str(optouts)], ["score", "--as-of", str(day)]):
        subprocess.run([str(ATTITUDE), *command, "--db", str(base)], check=True)


def _select(base: Path, file: Path, size: int) -> None:
    with duckdb.connect() as con:
        con.execute(f"attach '{base}' as base (read_only)")
        con.execute("use base")
        con.execute(BARE.format(size=size, file=file))


if __name__ == "__main__":
    main()
