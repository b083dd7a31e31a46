"""The choice by prices: near the bound on made-up problems, exact on small ones, every limit kept, bad input told."""

from __future__ import annotations

import csv
import re
import sys
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from conftest import ROOT, Cli

from attitude.choice import Limit, Minimum, Problem, Solution, Worths, solve
from attitude.database import Flow, Workspace, create
from attitude.errors import BlockedError

sys.path.insert(0, str(ROOT / "examples" / "benchmark"))
import problems

MEMBERS = 2_000


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("choice") / "scratch.duckdb"
    create(path)
    return path


def taken(flow: Flow, found: Solution) -> list[tuple[int, int, bool, int]]:
    return flow.workspace.rows(
        "select s.chooser_key, s.offer, s.is_holdout, w.cell from settled as s "
        "inner join worths as w on s.chooser_key = w.chooser_key where s.trial = ? order by all",
        [found.trial],
    )


def kept(problem: Problem, chosen: list[tuple[int, int, bool, int]]) -> None:
    """Every limit and minimum, counted anew."""
    contacts = Counter(offer for _, offer, is_holdout, _ in chosen if not is_holdout)
    cells = Counter(cell for _, _, is_holdout, cell in chosen if not is_holdout)
    for limit in problem.limits:
        assert sum(limit.uses[offer - 1] * n for offer, n in contacts.items()) <= limit.most, limit
    for minimum in problem.minimums:
        assert cells[minimum.cell] >= minimum.least, minimum
    assert len({member for member, *_ in chosen}) == len(chosen), "at most one offer each"


@pytest.mark.parametrize("kind", problems.KINDS)
def test_a_list_is_near_the_bound_and_keeps_every_limit(scratch: Path, kind: str) -> None:
    with Workspace(scratch) as workspace, Flow(workspace) as flow:
        speck = problems.make(flow, kind, MEMBERS)
        problem = problems.problem_of(kind, MEMBERS)
        found = solve(flow, problem, Worths(flow, speck))
        chosen = taken(flow, found)
        kept(problem, chosen)
        assert found.bound - found.value <= 0.005 * abs(found.bound)
        assert found.value <= found.bound
        if kind == "negative":
            assert not chosen
            assert found.value == 0
        elif kind != "equal":
            held = sum(is_holdout for _, _, is_holdout, _ in chosen)
            assert 0.05 < held / len(chosen) < 0.15, "who is held out would have been chosen at the same prices"


@pytest.mark.parametrize("kind", ["tight", "scarce"])
def test_small_lists_are_as_good_as_the_best_in_whole_numbers(scratch: Path, kind: str) -> None:
    with Workspace(scratch) as workspace, Flow(workspace) as flow:
        speck = problems.make(flow, kind, MEMBERS, seed=2)
        problem = problems.problem_of(kind, MEMBERS)
        found = solve(flow, problem, Worths(flow, speck))
        best = whole_optimum(workspace, problem)
    assert best * 0.995 <= found.value <= best + 0.01


def whole_optimum(workspace: Workspace, problem: Problem) -> float:
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_matrix

    query = "select * exclude (chooser_key, tie, is_holdout, cell) from bare where not is_holdout"
    worth = np.array(workspace.rows(query), dtype=float)
    members, offers = worth.shape
    member, offer = np.divmod(np.arange(worth.size), offers)
    once = csr_matrix((np.ones(worth.size), (member, np.arange(worth.size))), shape=(members, worth.size))
    uses = np.array([[float(use) for use in limit.uses] for limit in problem.limits])[:, offer]
    most = [float(limit.most) for limit in problem.limits]
    rules = [LinearConstraint(once, -np.inf, 1), LinearConstraint(csr_matrix(uses), -np.inf, most)]
    options = {"mip_rel_gap": 1e-4}
    found = milp(
        -worth.ravel(), constraints=rules, integrality=np.ones(worth.size), bounds=Bounds(0, 1), options=options
    )
    return float(-found.fun)


@pytest.mark.slow
def test_neither_row_order_nor_a_second_run_changes_anything(scratch: Path) -> None:
    lists = []
    for order in ("chooser_key", "chooser_key", "tie"):
        with Workspace(scratch) as workspace, Flow(workspace) as flow:
            speck = problems.make(flow, "many", 600)
            workspace.define(f"create or replace temp table mixed as from worths order by {order}")
            workspace.define("create or replace temp table worths as from mixed")
            found = solve(flow, problems.problem_of("many", 600), Worths(flow, speck))
            lists.append((found, taken(flow, found)))
    assert lists[0] == lists[1] == lists[2]


def of_two(*limits: Limit, minimums: tuple[Minimum, ...] = ()) -> Problem:
    return Problem(2, limits, minimums)


def fill(flow: Flow, worths: list[tuple[float, float]], cells: list[int] | None = None) -> None:
    """Make members 1, 2, … with a worth for each of two offers."""
    workspace = flow.workspace
    workspace.define(
        "create or replace temp table worths (chooser_key integer, tie ubigint, is_holdout boolean, cell integer, "
        "offers integer[], worth double[])"
    )
    for key, (first, second) in enumerate(worths, start=1):
        cell = cells[key - 1] if cells else 0
        row: list[object] = [key, key * 7919, cell, [1, 2], [first, second]]
        workspace.rows("insert into worths values (?, ?, false, ?, ?, ?)", row)
    problems.found(flow)


def capacity(offer: int, most: int, salvage: float = 0) -> Limit:
    uses = tuple(Decimal(int(j == offer)) for j in (1, 2))
    return Limit("offer", f"offer {offer}", Decimal(most), uses, Decimal(str(salvage)))


def test_the_scarce_offer_goes_to_whom_it_matters_for() -> None:
    """By hand: offer 2 is the best of both, but member 1 does nearly as well with offer 1."""
    with Workspace(None) as workspace, Flow(workspace) as flow:
        workspace.make_tables()
        fill(flow, [(9.0, 10.0), (1.0, 8.0)])
        found = solve(flow, of_two(capacity(2, 1)), Worths(flow, 0))
        assert [row[:2] for row in taken(flow, found)] == [(1, 1), (2, 2)]
        assert found.value == 17
        assert 1 <= found.prices.limits[0] <= 7, "between what the one and the other would lose without it"


def test_stock_that_expires_is_used_where_that_costs_less() -> None:
    with Workspace(None) as workspace, Flow(workspace) as flow:
        workspace.make_tables()
        problem = of_two(capacity(2, 5, salvage=-1.5))
        assert problem.bonus == (0.0, 1.5)
        fill(flow, [(3.0, 2.0 + 1.5), (3.0, 1.0 + 1.5)])
        found = solve(flow, problem, Worths(flow, 0))
        assert [row[:2] for row in taken(flow, found)] == [(1, 2), (2, 1)]
        assert found.value == pytest.approx(2 + 3 - 1.5 * 4), "four are left over"


def test_a_minimum_is_filled_at_a_loss_or_refused() -> None:
    with Workspace(None) as workspace, Flow(workspace) as flow:
        workspace.make_tables()
        fill(flow, [(5.0, 1.0), (-1.0, -2.0), (-3.0, -9.0)], cells=[1, 2, 2])
        found = solve(flow, of_two(minimums=(Minimum(2, "few", 1),)), Worths(flow, 0))
        assert [row[:2] for row in taken(flow, found)] == [(1, 1), (2, 1)]
    with Workspace(None) as workspace, Flow(workspace) as flow:
        workspace.make_tables()
        fill(flow, [(5.0, 1.0), (-1.0, -2.0), (-3.0, -9.0)], cells=[1, 2, 2])
        with pytest.raises(BlockedError, match=r"group 'few': 2 contacts are all .* its minimum is 3; lower"):
            solve(flow, of_two(minimums=(Minimum(2, "few", 3),)), Worths(flow, 0))


PLAN = """
[campaign]
id = "next"
product = "voice-family"
starts_on = 2026-12-05
value_per_response = 4.0
[[offer]]
channel = "sms"
gift = "coupon"
unit_cost = 0.05
[[offer]]
channel = "call"
unit_cost = 0.9
capacity = 20
[holdout]
share = 0.1
[limits]
size = 120
budget = 30
channel = { sms = 80 }
"""


@pytest.mark.slow
def test_a_plan_with_several_limits_tells_the_price_of_each(ok: Cli, scored: Path, tmp_path: Path) -> None:
    (tmp_path / "next.toml").write_text(PLAN, encoding="utf-8")
    said = ok("target", "next.toml")
    assert "chosen by prices: worth " in said.err
    assert "the best in turn would have brought " in said.err
    assert "limits.channel.sms: 80 of 80 used; one more is worth " in said.err
    assert "others bring more for the room and money there is" in said.out
    again = ok("target", "next.toml", "--show", "limits", "--format", "csv")
    assert "; the same list as before" in again.err
    rows = again.out.splitlines()
    assert rows[0] == "limit,kind,used,available,price,means"
    assert [row.split(",")[0] for row in rows[1:3]] == ["limits.size", "limits.budget"]
    kept_rows = ok("query", 'select "limit", kind, used, available, price, means from list_limits', "--format", "csv")
    assert kept_rows.out == again.out
    query = "select member_id from list_members where not is_control order by rank limit 1"
    member = ok("query", query, "--format", "csv").out.split()[1]
    page = ok("why", "next", member)
    assert "for the room it takes = " in page.out
    assert "the runner-up is offer " in page.out
    out = "select member_id from list_exclusions where rule like 'others bring more%' order by 1 limit 1"
    page = ok("why", "next", ok("query", out, "--format", "csv").out.split()[1])
    assert "on the list if their expected value for offer " in page.out
    assert "or if there were more of " in page.out


@pytest.mark.parametrize(
    ("change", "told", "code"),
    [
        (
            ("size = 120", "size = 120\ngift = { cupon = 5 }"),
            "no offer has the gift 'cupon' (did you mean 'coupon'?)",
            2,
        ),
        (("capacity = 20", "salvage = -1.0"), "salvage is of what stays unused; say the offer's capacity too", 2),
        (("[holdout]", '[choice]\nby = "random"\nmethod = "prices"\n[holdout]'), "prices are of value alone", 2),
        (("[holdout]", '[[audience.group]]\nname = "a"\nminimum = 200\n[holdout]'), "limits.size is 120; lower", 2),
        (
            ("[holdout]", '[[audience.group]]\nname = "a"\nminimum = 9\nlimit = 5\n[holdout]'),
            "group 'a': minimum 9 is above its limit 5; lower it",
            2,
        ),
        (
            ("[holdout]", '[[audience.group]]\nname = "a"\nwhere = "false"\nminimum = 9\n[holdout]'),
            "group 'a': 0 contacts are all that its members, offers and limits allow, its minimum is 9",
            4,
        ),
    ],
)
def test_what_no_list_can_be_is_told(
    cli: Cli, scored: Path, tmp_path: Path, change: tuple[str, str], told: str, code: int
) -> None:
    (tmp_path / "next.toml").write_text(PLAN.replace(*change), encoding="utf-8")
    said = cli("target", "next.toml", "--dry-run")
    assert said.code == code, said.err
    assert told in said.err
    assert said.out == ""


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            ("value_per_response = 4.0", "value_per_response = 0.01"),
            "every offer open to anyone is expected to cost more",
        ),
        (("budget = 30", "budget = 0.01"), "limits.budget 0.01 is below the cheapest contact, 0.05: nobody can"),
        (
            ("[holdout]", '[audience]\nwhere = "false"\n[holdout]'),
            "the list is empty: see which rule took everyone out",
        ),
        (("[holdout]", "[policy]\ncall = { max = 0, days = 1 }\n[holdout]"), "offer 2, call: 0 of 20 used"),
    ],
)
def test_an_empty_list_or_an_idle_offer_says_why(
    ok: Cli, scored: Path, tmp_path: Path, change: tuple[str, str], told: str
) -> None:
    (tmp_path / "next.toml").write_text(PLAN.replace(*change), encoding="utf-8")
    assert told in ok("target", "next.toml", "--dry-run").err


def test_limits_of_a_list_taken_in_turn_have_no_prices(cli: Cli, scored: Path) -> None:
    said = cli("target", "plan.toml", "--dry-run", "--show", "limits")
    assert said.code == 2
    assert "the best were taken in turn, so its limits have no prices" in said.err


@pytest.mark.slow
def test_a_sweep_shows_what_more_of_a_limit_would_bring(ok: Cli, cli: Cli, scored: Path, tmp_path: Path) -> None:
    (tmp_path / "next.toml").write_text(PLAN, encoding="utf-8")
    before = scored.read_bytes()
    swept = ("target", "next.toml", "--sweep", "limits.budget=2:40:3")
    rows = list(csv.DictReader(ok(*swept, "--format", "csv").out.splitlines()))
    assert [row["limits.budget"] for row in rows] == ["2", "21", "40"]
    values = [float(row["value"]) for row in rows]
    assert values == sorted(values)
    prices = [float(row["price limits.budget"]) for row in rows]
    assert prices == sorted(prices, reverse=True), "each more of a limit brings less than the one before"
    one = cli("target", "next.toml", "--dry-run", "--set", "limits.budget=21").err
    assert f"chosen by prices: worth {values[1]:,.2f}; " in one
    assert "one more brings" in ok(*swept).out
    ok(*swept, "-o", "curve.html")
    page = (tmp_path / "curve.html").read_text(encoding="utf-8")
    assert page.count("<svg") == 2
    assert not re.search(r"<script|https?://", page)
    ok(*swept, "-o", "again.html")
    assert (tmp_path / "again.html").read_text(encoding="utf-8") == page
    assert scored.read_bytes() == before, "nothing is kept"


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--set", "limits.budget=9"], "--set tries a plan and keeps nothing: say --dry-run too"),
        (["--dry-run", "--set", "limits.budget"], "write KEY=VALUE, as limits.budget=12000"),
        (["--dry-run", "--set", "limits.bugdet=9"], "unknown key 'limits.bugdet' (did you mean 'budget'?)"),
        (["--dry-run", "--set", "offer.7.capacity=9"], "'7' is none of the 2 there are; count them from 1"),
        (["--sweep", "limits.budget=9:1:3"], "FROM below TO and 2 to 100 points"),
        (["--sweep", "limits.budget=much"], "write KEY=FROM:TO:POINTS, as limits.budget=5000:20000:8"),
        (["--sweep", "holdout.share=0:0.5:3"], "only limits can be swept"),
        (["--sweep", "limits.budget=-5:5:3"], "limits.budget"),
    ],
)
def test_what_cannot_be_tried_is_told(cli: Cli, scored: Path, tmp_path: Path, options: list[str], told: str) -> None:
    (tmp_path / "next.toml").write_text(PLAN, encoding="utf-8")
    said = cli("target", "next.toml", *options)
    assert (said.code, said.out) == (2, "")
    assert told in said.err
