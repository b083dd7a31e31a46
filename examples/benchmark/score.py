"""How fast scores are made, beside what else would make them, in the same run.

    python examples/benchmark/score.py [--folder DIR] [--scale 1.0] [--campaigns 8] [--choices] [--no-frames]
    python examples/benchmark/score.py --contacts-a-member 100 [--scale 0.3333]

A base of 3.75 million members with eight attributes, each contacted by every campaign (30 million contacts), four
dimensions, one answer in twenty. Then:

- four bare ``create table as select … group by`` statements in DuckDB over one flat table of the same contacts: member
  and element, answered, expected, contacts; the least that any way of scoring must do;
- ``attitude score --full``, the whole process: matching answers to contacts, learning the constants, sums, look-alikes;
- one more campaign of 500,000 contacts (of a quarter of the members, where they are fewer): loaded, and ``attitude
  score`` once more, which takes in what changed: nothing else did;
- the same a month later: scored while the last campaign to everyone was open, which has closed meanwhile, so that every
  member's sums are made anew;
- the same two shrunken ratios by member and element with Polars and with pandas, from a Parquet file of the flat table.

Beside the clock stands the time of the processors, which other work on the machine moves less.
``--scale 5.3333333334 --campaigns 5 --no-frames`` is 20 million members and 100 million contacts;
``--contacts-a-member 100`` spreads 30 million contacts over as many fewer members, by campaigns a week apart.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import duckdb
from common import ATTITUDE, made, say, spent, timed

DIMENSIONS = ("channel", "product", "timing", "gift")

MEMBERS = """
select
    lpad((10_000_000 + (i * 7919) % {rows})::varchar, 9, '0') as member_id,
    -- one in a hundred shares a phone
    '+86139' || lpad((if(hash(i, 10) % 100 = 0, i - i % 10, i))::varchar, 8, '0') as phone,
    18 + hash(i) % 60 as age,
    ['f', 'm', ''][1 + (hash(i, 1) % 3)::integer] as gender,
    ['北京', '上海', '广州', '深圳', '成都', '杭州'][1 + (hash(i, 2) % 6)::integer] as city,
    ['Gold', 'Silver', 'Basic'][1 + (hash(i, 4) % 3)::integer] as tier,
    (hash(i, 5) % 100_000 / 100)::decimal(9, 2) as monthly_spend,
    hash(i, 6) % 2 = 0 as has_app,
    date '2015-01-01' + (hash(i, 7) % 3000)::integer as first_bought_on,
    hash(i, 9) % 30 as visits,
from range({rows}) as t (i)
"""
CAMPAIGNS = """
select
    'c' || lpad(i::varchar, 3, '0') as campaign_id,
    date '2024-01-01' + {apart} * least(i, {campaigns} - 1)::integer + if(i = {campaigns}, 30, 0) as starts_on,
    20 as response_days,
    ['music', 'roaming', 'data', 'family', 'concert'][1 + i % 5] as product,
    ['daily', 'holiday', 'event'][1 + i % 3] as timing,
from range({campaigns} + 1) as t (i)
"""
CONTACTS = """
select
    lpad((10_000_000 + (j * 7919) % {people})::varchar, 9, '0') as member_id,
    'c' || lpad({campaign}::varchar, 3, '0') as campaign_id,
    timestamp '{start} 10:00' + to_seconds(hash(j, {campaign}) % 200_000) as contacted_at,
    ['sms', 'email', 'call', 'app'][1 + (hash(j, {campaign}, 1) % 4)::integer] as channel,
    ['coupon', 'points', 'household'][1 + (hash(j, {campaign}, 2) % 3)::integer] as gift,
    'cell' || (hash(j, {campaign}, 3) % 5) as cell,
from range({rows}) as t (i), lateral (select (i * 7) % {people} as j)
"""
RESPONSES = """
select
    member_id, campaign_id,
    contacted_at + to_seconds(200_000 + hash(member_id, campaign_id, 9) % 800_000) as responded_at,{gift}
from ({contacts})
where hash(member_id, campaign_id, 5) % 100 < 3 + hash(member_id, 77) % 5
"""
# three of them, of which each member takes one more often than the others
GIFT = """
    ['coupon', 'points', 'household'][1 + (
        if(hash(member_id, campaign_id, 6) % 2 = 0, hash(member_id, 7), hash(member_id, campaign_id, 8)) % 3
    )::integer] as gift,"""
FLAT = """
create table flat as
select
    t.member_key, e.channel, e.product, e.timing, e.gift,
    case when t.responded_at is not null then c.weight else 0 end as answered,
    c.expected,
from base.store.trials as t
inner join base.store.cells as c using (cell_key)
inner join (
    pivot base.store.treatment_elements on dimension in ('channel', 'product', 'timing', 'gift') using first(element)
    group by treatment_key
) as e using (treatment_key)
"""
POLARS = """
import sys, polars as pl
flat = pl.scan_parquet(sys.argv[1])
member = flat.group_by("member_key").agg(r=pl.sum("answered"), e=pl.sum("expected"))
member = member.with_columns(rho=(1 + pl.col("r")) / (1 + pl.col("e"))).select("member_key", "rho").collect()
for name in sys.argv[3:]:
    sums = flat.group_by("member_key", name).agg(r=pl.sum("answered"), e=pl.sum("expected"), n=pl.len())
    found = sums.join(member.lazy(), on="member_key").with_columns(
        ratio=pl.col("rho") * (2 + pl.col("r")) / (2 + pl.col("rho") * pl.col("e")))
    found = found.with_columns(score=100 * pl.col("ratio") / (1 + pl.col("ratio")))
    found.collect(engine="streaming").write_parquet(f"{sys.argv[2]}/{name}.parquet")
"""
PANDAS = """
import sys, pandas as pd
flat = pd.read_parquet(sys.argv[1])
for name in sys.argv[3:]:
    flat[name] = flat[name].astype("category")
member = flat.groupby("member_key")[["answered", "expected"]].sum()
rho = ((1 + member.answered) / (1 + member.expected)).rename("rho")
for name in sys.argv[3:]:
    sums = flat.groupby(["member_key", name], observed=True).agg(
        r=("answered", "sum"), e=("expected", "sum"), n=("answered", "size")).reset_index().join(rho, on="member_key")
    ratio = (2 + sums.r) / (2 + sums.rho * sums.e) * sums.rho
    sums["score"] = 100 * ratio / (1 + ratio)
    sums.to_parquet(f"{sys.argv[2]}/{name}.pandas.parquet")
"""


def main() -> None:
    """Make the base, time each way, print a table."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--folder", type=Path, help="where files and workspaces go, and stay")
    asked.add_argument("--scale", type=float, default=1.0, help="share of 3.75 million members")
    asked.add_argument("--campaigns", type=int, default=8, help="each contacts every member")
    asked.add_argument("--contacts-a-member", type=int, help="so many campaigns to 30 million / so many members")
    asked.add_argument("--choices", action="store_true", help="answers name the gift that was taken")
    asked.add_argument("--times", type=int, default=1, help="repeat bare and full so often")
    asked.add_argument("--no-frames", action="store_true", help="leave Polars and pandas out")
    options = asked.parse_args()
    campaigns = options.contacts_a_member or options.campaigns
    people = int((30e6 / campaigns if options.contacts_a_member else 3.75e6) * options.scale)
    with tempfile.TemporaryDirectory(prefix="benchmark-") as spare:
        folder = options.folder or Path(spare)
        folder.mkdir(parents=True, exist_ok=True)
        if not (folder / "base.duckdb").exists():
            load_base(folder, folder / "base.duckdb", people, campaigns, _apart(campaigns), choices=options.choices)
        _time_all(folder, people, campaigns, times=options.times, frames=not options.no_frames)


def _apart(campaigns: int) -> int:
    """Give the days between two campaigns."""
    return 30 if campaigns <= 24 else 7


def _time_all(folder: Path, people: int, campaigns: int, *, times: int, frames: bool) -> None:
    base, apart = folder / "base.duckdb", _apart(campaigns)
    say("what", "seconds", "times bare", "processor seconds", "times bare", "peak, GB")
    say("---", "---:", "---:", "---:", "---:", "---:")
    # the day before the next campaign, when all windows have closed
    day = _start(campaigns, campaigns, apart) - timedelta(days=1)
    first = spent([str(ATTITUDE), "score", "--as-of", str(day), "--db", str(base)])
    bare = _bare(folder, base)
    say(f"four bare group-bys, {people * campaigns:,} contacts of {people:,} members", *_figures(bare), "1", "")
    say("`attitude score`, the first time", *_beside(first, bare))
    full = first
    for _ in range(times):
        bare = _bare(folder, base)
        full = spent([str(ATTITUDE), "score", "--full", "--as-of", str(day), "--db", str(base)])
        say(f"`attitude score --full` (bare {bare[0]:.1f}, {bare[1]:.1f})", *_beside(full, bare))
    month = Path(shutil.copy(base, folder / "month.duckdb"))
    _one_more(folder, base, people, campaigns, apart, "nothing else closed", full)
    open_on = str(_start(campaigns - 1, campaigns, apart) + timedelta(days=12))
    _run([str(ATTITUDE), "score", "--full", "--as-of", open_on, "--db", str(month)], folder)
    _one_more(folder, month, people, campaigns, apart, "a campaign to all closed", full)
    month.unlink()
    if frames:
        _frames(folder, bare[0])


def load_base(folder: Path, base: Path, people: int, campaigns: int, apart: int = 30, *, choices: bool = False) -> None:
    """Make a workspace of so many members, each contacted by every campaign, not scored yet."""
    answers = partial(RESPONSES.format, gift=GIFT if choices else "")
    _run([str(ATTITUDE), "init", "--db", str(base)], folder)
    _load(base, "members", made(folder / "members.csv", MEMBERS.format(rows=people)))
    _load(base, "campaigns", made(folder / "campaigns.csv", CAMPAIGNS.format(campaigns=campaigns, apart=apart)))
    queries = [
        CONTACTS.format(people=people, campaign=campaign, rows=people, start=_start(campaign, campaigns, apart))
        for campaign in range(campaigns)
    ]
    together = max(campaigns // 10, 1)  # a hundred files would take longer to load than all that is timed
    for first in range(0, campaigns, together):
        query = " union all ".join(queries[first : first + together])
        _load(base, "contacts", made(folder / "contacts.csv", query))
        _load(base, "responses", made(folder / "responses.csv", answers(contacts=query)))


def _start(campaign: int, campaigns: int, apart: int) -> date:
    """Give the first day of a campaign; the one after all others waits until their windows have closed."""
    days = apart * campaign if campaign < campaigns else apart * (campaigns - 1) + 30
    return date(2024, 1, 1) + timedelta(days=days)


def _bare(folder: Path, base: Path) -> tuple[float, float]:
    file = folder / "flat.duckdb"
    if not file.exists():
        with duckdb.connect(str(file)) as con:
            con.execute(f"attach '{base}' as base (read_only)")
            con.execute(FLAT)
    with duckdb.connect(str(file)) as con:
        seconds, processor = 0.0, 0.0
        for name in DIMENSIONS:
            con.execute(f"drop table if exists by_{name}")
            started, spent_before = time.monotonic(), time.process_time()
            con.execute(
                f"create table by_{name} as select member_key, {name}, sum(answered), sum(expected), count(*) "
                f"from flat group by member_key, {name}"
            )
            seconds += time.monotonic() - started
            processor += time.process_time() - spent_before
        return seconds, processor


def _one_more(
    folder: Path, base: Path, people: int, campaigns: int, apart: int, words: str, full: tuple[float, float, float]
) -> None:
    """Take in one more campaign, and score what it changed."""
    rows = min(500_000, people // 4)
    query = CONTACTS.format(people=people, campaign=campaigns, rows=rows, start=_start(campaigns, campaigns, apart))
    _load(base, "contacts", made(folder / "next.csv", query))
    _load(base, "responses", made(folder / "next_responses.csv", RESPONSES.format(contacts=query, gift="")))
    seconds, processor, peak = spent([str(ATTITUDE), "score", "--db", str(base)])
    shares = (f"{seconds / full[0]:.1%} of a full one", f"{processor / full[1]:.1%} of a full one")
    what = f"`attitude score` after one more campaign of {rows:,}, {words}"
    say(what, f"{seconds:.1f}", shares[0], f"{processor:.1f}", shares[1], f"{peak:.2f}")


def _figures(bare: tuple[float, float]) -> tuple[str, str, str]:
    return f"{bare[0]:.1f}", "1", f"{bare[1]:.1f}"


def _beside(taken: tuple[float, float, float], bare: tuple[float, float]) -> tuple[str, ...]:
    seconds, processor, peak = taken
    times = f"{seconds / bare[0]:.2f}", f"{processor / bare[1]:.2f}"
    return f"{seconds:.1f}", times[0], f"{processor:.1f}", times[1], f"{peak:.2f}"


def _frames(folder: Path, bare: float) -> None:
    file = folder / "flat.parquet"
    with duckdb.connect(str(folder / "flat.duckdb"), read_only=True) as con:
        con.execute(f"copy flat to '{file}'")
    for name, code in (("Polars", POLARS), ("pandas", PANDAS)):
        seconds, peak = timed([sys.executable, "-c", code, str(file), str(folder), *DIMENSIONS])
        words = f"member and element ratios alone, with {name}"
        say(words, f"{seconds:.1f}", f"{seconds / bare:.2f}", "", "", f"{peak:.2f}")


def _load(base: Path, kind: str, file: Path) -> None:
    _run([str(ATTITUDE), "load", kind, str(file), "--db", str(base)], base.parent)
    file.unlink()


def _run(command: list[str], folder: Path) -> None:
    done = subprocess.run(command, capture_output=True, text=True, cwd=folder, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}: {done.stderr}")


if __name__ == "__main__":
    main()
