"""What is summed over many members is the same to the last digit, in whatever order the rows lie.

Sums go beyond 8,192 here, where doubles in steps of 2 ** -40 are no longer exact.
"""

from __future__ import annotations

import pytest
from conftest import few

from attitude.database import Workspace

MEMBERS = 20_000

# two campaigns in two channels; a tenth held out with odd weights; who answers, what it brought and foretold is drawn
ARMS = f"""
create or replace temp table arms as
with drawn as (
    select i, [hash(i, n) % 1000003 / 1000003.0 for n in range(6)] as u
    from range({MEMBERS}) as t (i)
)
select
    (i % 2 + 1)::integer as campaign_number, i::integer as member_key, 1 as wave,
    u[1] < 0.5 as is_control, true as was_contacted, false as is_contaminated, true as delivered, 1 as contacts,
    ['sms', 'app'][1 + i // 2 % 2] as channel, 'music' as product, 'sms' as offer, 'a' as slice,
    (i % 2 + 1)::integer as list_key, i::integer as rank, (u[2] / 3)::decimal(18, 9)::double as propensity,
    u[3] < 0.4 as is_responder, case when u[3] < 0.4 then 'code' end as answer_class,
    (case when u[3] < 0.4 then u[4] * 1000 else 0 end)::decimal(18, 6) as value, 0.07::decimal(18, 6) as cost,
    case when u[1] < 0.5 then 0.7 + u[5] else 1 end as weight,
    u[3] < 0.4 as has_outcome, (case when u[3] < 0.4 then u[4] * 1000 else 0 end)::decimal(18, 6) as outcome_value,
    true as is_compared, 'cell ' || i % 3 as cell, cell as stratum,
from drawn
order by {{order}}
"""

MEASURED = """
create or replace temp table measured as
select n::integer as campaign_number, 'c' || n as campaign_id, timestamp '2026-03-01' + to_days(n::integer) as starts_at
from range(1, 3) as t (n)
"""


OPEN = """
create temp table openness as
select 'c' as campaign_id, null::date as open_until, null::double as share_in, null::double as share_of_days
"""

MADE = {"measure/lift": "lift", "brief/listed_tenths": "listed_tenths"}
ASKED = ["measure/deciles", "measure/ledger", "measure/matrix", "measure/quality"]


def figures(name: str, order: str) -> list[tuple[object, ...]]:
    with Workspace(None) as workspace:
        workspace.make_tables()
        workspace.define(ARMS.format(order=order))
        workspace.define(MEASURED)
        workspace.define("create temp view compared as from arms")
        workspace.define(OPEN)
        if name in ASKED:
            return workspace.result(name).rows()
        steps = ["measure/strata", "measure/slice_arms", "measure/stratified"] if name == "measure/lift" else []
        workspace.run(*steps, *(["brief/listed_bands"] if name.startswith("brief") else []), name)
        return workspace.frame(f"from {MADE[name]} order by all").rows()


@pytest.mark.parametrize("name", few([*ASKED, *MADE]))
def test_the_order_of_rows_changes_no_digit(name: str) -> None:
    first = figures(name, "i")
    assert first
    assert figures(name, "i desc") == first
    assert figures(name, "hash(i)") == first
