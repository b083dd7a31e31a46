"""What contacts add: learned from holdouts, chosen by, told; examples/benchmark/added.py makes the worlds."""

from __future__ import annotations

import importlib
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from conftest import ROOT, Cli

from attitude.added import Arm, Compared, fit, gain_of

KAPPA = 50.0
COUNT = 20_000


def drawn(seed: int, share: float = 0.0) -> Compared:
    """Give members of one campaign; of code 1 of the first of three attributes, so much more is done unasked."""
    rng = np.random.default_rng(seed)
    codes = rng.integers(0, 3, (COUNT, 3)).astype(np.uint8)
    is_control = rng.random(COUNT) < 0.5
    log_ratio = rng.normal(0, 0.5, COUNT)
    chance = 0.1 * np.exp(log_ratio)
    unasked = 0.5 * chance * np.where(codes[:, 0] == 1, 1 + share, 1 - share / 2)
    answered = (rng.random(COUNT) < np.where(is_control, unasked, chance)).astype(float)
    same = np.ones(COUNT)
    level = np.where(is_control, 0.5, 1.0)
    return Compared(
        is_control,
        answered,
        chance * level,
        log_ratio,
        codes,
        chance,
        same,
        0.5 * same,
        0.5 * same,
        np.zeros(COUNT, np.int64),
        np.arange(COUNT),
        rng.integers(0, 5, COUNT),
    )


def test_a_value_that_tells_is_trusted() -> None:
    layer = fit(drawn(1, share=0.8).arm(is_control=True), KAPPA)
    assert list(layer.weights) == [0]
    ratios = np.exp(layer.log_ratios(np.array([[1, 0, 0], [0, 0, 0]], np.uint8), np.zeros(2)))
    assert ratios == pytest.approx([1.8, 0.6], rel=0.15)


@pytest.mark.parametrize("seed", range(6))
def test_chance_is_not(seed: int) -> None:
    compared = drawn(seed)
    for is_control in (False, True):
        layer = fit(compared.arm(is_control=is_control), KAPPA)
        assert layer.weights == {}
        assert layer.slope == 0
        assert abs(layer.level) < 0.1


def test_nobody_tells_on_himself() -> None:
    """An attribute with a value for each member knows all answers, and says nothing."""
    rng = np.random.default_rng(5)
    answered = (rng.random(250) < 0.3).astype(float)
    arm = Arm(answered, np.full(250, 0.3), np.zeros(250), np.arange(250, dtype=np.uint8)[:, None])
    assert fit(arm, KAPPA).weights == {}


def test_lists_alike_gain_nothing() -> None:
    """Where no value is trusted, what is added goes with the chance, and both ways are one."""
    compared = replace(drawn(2), log_ratio=np.zeros(COUNT), codes=np.zeros((COUNT, 1), np.uint8))
    gain = gain_of(compared, KAPPA)
    assert (gain.difference, gain.low, gain.high, gain.is_clear) == (0, 0, 0, False)
    assert gain.by_added == gain.by_chance > 0


def test_lists_apart_are_told_apart() -> None:
    gain = gain_of(drawn(3, share=0.9), KAPPA)
    assert gain.is_clear
    assert gain.by_added > gain.by_chance
    assert gain.difference == pytest.approx(gain.by_added - gain.by_chance, abs=1e-5)


def test_the_order_of_members_does_not_matter() -> None:
    compared = drawn(4, share=0.9)
    order = np.random.default_rng(1).permutation(COUNT)
    other = replace(compared, **{name: getattr(compared, name)[order] for name in vars(compared)})
    found = gain_of(other, KAPPA)
    assert vars(found) == pytest.approx(vars(gain_of(compared, KAPPA)), abs=1e-4)


@pytest.fixture
def worlds(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(ROOT / "examples" / "benchmark"))
    return importlib.import_module("added")


def given(worlds: ModuleType, ok: Cli, folder: Path, name: str = "apart", members: int = 6_000) -> None:
    """Load a world, and write plans by each way to choose."""
    made = worlds.world(name, members, 3)
    ok("init")
    for kind, table in made.files.items():
        table.write_csv(folder / f"{kind}.csv")
        ok("load", kind, folder / f"{kind}.csv")
    for by in worlds.WAYS:
        plan = worlds.PLAN.format(size=500, by=by).replace('"next"\n', f'"by-{by}"\nstarts_on = 2026-07-01\n', 1)
        (folder / f"{by}.toml").write_text(plan)


def test_a_list_by_what_contacts_add(worlds: ModuleType, ok: Cli, tmp_path: Path) -> None:
    given(worlds, ok, tmp_path)
    said = ok("score", "--as-of", "2026-06-30").err
    assert "holdouts of 1 campaign: of what those contacted do, " in said
    made = ok("target", "added.toml")
    assert "of them do it anyway, by past holdouts: contacts add " in made.err
    assert "note: chosen by what contacts add" in made.err
    figures = ok(
        "query",
        "select l.chosen_by, min(m.unasked) >= 0 and max(m.unasked) <= 1 as is_chance, "
        "bool_and(abs(m.expected_value - m.added) < 1e-6) as is_worth, bool_and(m.rank = m.place) as is_best_first "
        "from (select *, row_number() over (order by added desc, rank) as place from list_members) as m "
        "join lists as l using (list_id) group by l.chosen_by",
        "--format",
        "csv",
    )
    assert figures.out.split() == ["chosen_by,is_chance,is_worth,is_best_first", "added,true,true,true"]
    member = ok("query", "select member_id from list_members where rank = 1", "--format", "csv").out.split()[1]
    words = ok("why", "by-added", member).out
    assert "% who would do it unasked, by past holdouts" in words
    again = ok("target", "added.toml").err
    assert again.split(":")[0].split()[-1] == made.err.split(":")[0].split()[-1]  # the same name


@pytest.mark.slow
def test_who_may_choose_by_itself(worlds: ModuleType, ok: Cli, tmp_path: Path) -> None:
    """By auto is by value where contacts add nothing: the members of both lists are the same."""
    given(worlds, ok, tmp_path, "nothing")
    ok("score", "--as-of", "2026-06-30")
    said = ok("target", "auto.toml").err
    assert "note: chosen by propensity: past holdouts show no clear gain by what is added" in said
    ok("target", "value.toml")
    query = "select count(distinct list_id) as lists, count(distinct member_id) as members from list_members"
    assert ok("query", query, "--format", "csv").out.split() == ["lists,members", "2,500"]


@pytest.mark.slow
def test_deciles_by_what_was_foreseen(worlds: ModuleType, ok: Cli, cli: Cli, tmp_path: Path) -> None:
    given(worlds, ok, tmp_path)
    ok("score", "--as-of", "2026-06-30")
    plan = (tmp_path / "added.toml").read_text().replace("size = 500", "size = 2000") + "[holdout]\nshare = 0.3\n"
    (tmp_path / "added.toml").write_text(plan)
    ok("target", "added.toml")
    ok("approve", "by-added")
    ok("export", "by-added")
    rows = ok("query", "select member_id, is_control, rank from list_members order by rank", "--format", "csv").out
    answers = [row.split(",")[0] for row in rows.split()[1:] if row.endswith(("3", "5") if "false" in row else "5")]
    file = tmp_path / "more.csv"
    file.write_text("member_id,campaign_id,responded_at,kind\n" + "".join(
        f"{name},by-added,2026-07-03,visit\n" for name in answers
    ))  # fmt: skip
    ok("load", "responses", file)
    table = ok("measure", "by-added", "--show", "deciles", "--by", "added", "--format", "csv").out.split()
    assert table[0].startswith(
        "decile,members,control,expected,expected_rate,rate,control_rate,lift,lift_low,lift_high"
    )
    assert len(table) == 11
    assert sum(int(row.split(",")[1]) for row in table[1:]) == sum(row.count(",false,") for row in rows.split())
    assert "expected: what contacts were to add" in ok("measure", "by-added", "--show", "deciles", "--by", "added").err
    assert "no list of 'first' knew what contacts add" in ok("measure", "first", "--by", "added").err
    refused = cli("measure", "first", "--show", "hours", "--by", "added")
    assert (refused.code, "--show deciles --by added" in refused.err) == (2, True)


def test_without_a_holdout_it_is_refused(scored: Path, cli: Cli, tmp_path: Path) -> None:
    plan = (tmp_path / "plan.toml").read_text()
    (tmp_path / "plan.toml").write_text(plan + '\n[choice]\nby = "added"\n')
    refused = cli("target", "plan.toml")
    assert refused.code == 3
    assert refused.err.startswith('error: choice.by = "added" needs a campaign with a holdout')
    assert refused.err.count("\n") == 1


@pytest.mark.slow
def test_the_future_is_not_known(worlds: ModuleType, ok: Cli, tmp_path: Path) -> None:
    """Scores as of a day before the window's end, of which later days are known, learn nothing of that campaign."""
    given(worlds, ok, tmp_path)
    assert "holdouts of" not in ok("score", "--as-of", "2026-06-02").err
    assert "holdouts of 1 campaign" in ok("score").err


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("apart", 1.2),
        pytest.param("coupon", 1.2, marks=pytest.mark.long),
        pytest.param("along", 0.96, marks=pytest.mark.long),
    ],
)
def test_lists_add_more(worlds: ModuleType, tmp_path: Path, name: str, least: float) -> None:
    """Beside lists by propensity; by auto at least as good as the worse of both."""
    made = worlds.world(name, 42_000, 1)
    path, result = worlds.scored(made, tmp_path)
    value, added, auto = (worlds.added_by(made, path, by, 0.3, tmp_path) for by in ("value", "added", "auto"))
    assert added > least * value
    assert auto == (added if result.added.gain.is_clear else value)
    assert worlds.best_of(made, 0.3) >= max(value, added)
