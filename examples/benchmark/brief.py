"""How fast the brief of a month is made from a whole operator's base.

    python examples/benchmark/brief.py [--folder DIR] [--members 20000000] [--contacts 100000000] [--times 1]

A hundred campaigns over ten months, ten of them a month, each with a hundredth of the contacts: a tenth held out, five
answers in a hundred of those contacted, and in the last two months a list with propensities behind each. Three months
of usage, 3 % opted out. The base is written straight into the tables of a workspace, as loads would leave it, and
scored. Then `attitude brief` of the last month, the whole process: its ten campaigns and the ten of the month before
are measured, and the page is drawn.
"""

from __future__ import annotations

import argparse
import subprocess
import tempfile
from pathlib import Path

import duckdb
from common import ATTITUDE, say, timed

MONTH = "2026-10"  # campaigns 91 to 100; the first ten began in 2026-01

BASE = (
    """
    insert into store.persons
    select i::integer, lpad(i::varchar, 9, '0') from range({members}) as t (i)
    """,
    """
    insert into store.members by name
    select
        i::integer as member_key,
        '+86139' || lpad(i::varchar, 8, '0') as phone,
        date '2015-01-01' + (hash(i, 7) % 4000)::integer as joined_on,
    from range({members}) as t (i)
    """,
    """
    insert into store.campaigns by name
    select
        c::integer as campaign_key, 'c' || lpad(c::varchar, 3, '0') as campaign_id, true as is_loaded,
        'campaign ' || c as name,
        ['music', 'roaming', 'data', 'family', 'concert'][1 + c % 5] as product,
        ['daily', 'holiday', 'event'][1 + c % 3] as timing,
        date '2026-01-01' + to_months(((c - 1) // 10)::integer) + to_days(((c - 1) % 10)::integer) as starts_on,
        30 as response_days, 0.05 as unit_cost,
    from range(1, 101) as t (c)
    """,
    """
    insert into store.treatments by name
    select
        (2 * (c - 1) + k)::integer as treatment_key, c::integer as campaign_key,
        ['sms', 'app'][k + 1] as channel, ['coupon', 'points'][1 + (c + k) % 2] as gift,
    from range(1, 101) as t (c), range(2) as u (k)
    """,
    """
    insert into store.contacts by name
    select
        ((c * 7919 + i * 13) % {members})::integer as member_key,
        (2 * (c - 1) + i % 2)::integer as treatment_key,
        s.starts_on + to_hours(9) + to_seconds(hash(i, c) % 40_000) as contacted_at,
        hash(i, c, 2) % 10 = 0 as is_control,
    from range(1, 101) as t (c)
    inner join store.campaigns as s on t.c = s.campaign_key, range({each}) as u (i)
    """,
    """
    insert into store.responses by name
    select
        ((c * 7919 + i * 13) % {members})::integer as member_key,
        c::integer as campaign_key,
        s.starts_on + to_hours(20) + to_seconds(hash(i, c, 3) % 1_500_000) as responded_at,
        (hash(i, c, 4) % 900 / 100)::decimal(18, 6) as value,
    from range(1, 101) as t (c)
    inner join store.campaigns as s on t.c = s.campaign_key, range({each}) as u (i)
    where hash(i, c, 5) % 100 < case when hash(i, c, 2) % 10 = 0 then 3 else 5 end
    """,
    """
    insert into store.lists by name
    select
        c::integer as list_key, 'c' || c || '-list' as list_id, 'c' || lpad(c::varchar, 3, '0') as campaign_id,
        s.starts_on - 1 as as_of, '' as constants, 1 as seed, 'plan' as plan, '' as plan_text, '' as data,
        s.starts_on, 0.1 as holdout_share, 0 as count_treated, 0 as count_control, 0 as cost,
        0 as expected_responses, 0 as expected_value, 'exported' as status, c::integer as newest,
    from range(81, 101) as t (c)
    inner join store.campaigns as s on t.c = s.campaign_key
    """,
    """
    insert into store.list_treatments by name
    select
        c::integer as list_key, k::integer + 1 as treatment, 1 as offer, c || '-' || k as treatment_code,
        ['sms', 'app'][k + 1] as channel, s.product, s.timing, ['coupon', 'points'][1 + (c + k) % 2] as gift,
        0.05 as unit_cost, 3 as value_per_response,
    from range(81, 101) as t (c)
    inner join store.campaigns as s on t.c = s.campaign_key, range(2) as u (k)
    """,
    """
    insert into store.list_members by name
    select
        c::integer as list_key,
        ((c * 7919 + i * 13) % {members})::integer as member_key,
        1 + (i % 2)::integer as treatment, i::integer + 1 as rank,
        0.01 + 0.08 * (1 - i / {each}) as propensity, 0 as expected_value,
        hash(i, c, 2) % 10 = 0 as is_control, 0.5 as selection_probability,
    from range(81, 101) as t (c), range({each}) as u (i)
    """,
    """
    insert into store.usage by name
    select
        i::integer as member_key, date '2026-08-01' + to_months(m::integer) as month,
        ['music', 'roaming', 'data', 'family', 'concert'][1 + i % 5] as product,
        (hash(i, m) % 10_000 / 100)::decimal(18, 6) as revenue,
    from range(3) as t (m), range({members}) as u (i)
    """,
    """
    insert into store.optouts by name
    select
        (i * 31 % {members})::integer as member_key, ['sms', 'all'][1 + i % 2] as channel,
        date '2026-01-01' + (hash(i, 8) % 300)::integer as opted_out_on, 'out' as action,
    from range({members} * 3 // 100) as t (i)
    """,
)


def main() -> None:
    """Make the base, time the brief, print a table."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--folder", type=Path, help="where workspace and page go, and stay")
    asked.add_argument("--members", type=int, default=20_000_000)
    asked.add_argument("--contacts", type=int, default=100_000_000, help="a hundredth of them to each campaign")
    asked.add_argument("--no-score", action="store_true", help="leave the base without scores")
    asked.add_argument("--times", type=int, default=1, help="repeat the brief so often")
    options = asked.parse_args()
    if options.contacts // 100 > options.members:
        raise SystemExit(f"--contacts {options.contacts}: a campaign contacts a member once; give more --members")
    with tempfile.TemporaryDirectory(prefix="benchmark-") as spare:
        folder = options.folder or Path(spare)
        folder.mkdir(parents=True, exist_ok=True)
        base = folder / "base.duckdb"
        if not base.exists():
            make(base, options.members, options.contacts, is_scored=not options.no_score)
        say("what", "seconds", "peak, GB")
        say("---", "---:", "---:")
        page = ["-o", str(folder / "brief.html"), "--db", str(base)]
        for _ in range(options.times):
            seconds, peak = timed([str(ATTITUDE), "brief", MONTH, *page])
            say(f"`attitude brief`: 10 campaigns of {options.contacts // 100:,}, {options.contacts:,} contacts in all",
                f"{seconds:.1f}", f"{peak:.2f}")  # fmt: skip


def make(base: Path, members: int, contacts: int, *, is_scored: bool) -> None:
    """Write the base into a new workspace."""
    subprocess.run([str(ATTITUDE), "init", "--db", str(base)], check=True, cwd=base.parent, capture_output=True)
    with duckdb.connect(str(base)) as con:
        con.execute("set preserve_insertion_order = false")
        con.execute("set memory_limit = '6GB'")
        for statement in BASE:
            con.execute(statement.format(members=members, each=contacts // 100))
    if is_scored:
        command = [str(ATTITUDE), "score", "--as-of", "2026-11-15", "--db", str(base)]
        subprocess.run(command, check=True, capture_output=True)


if __name__ == "__main__":
    main()
