"""What attributes tell together: found where it is planted, nowhere else, and off where it cannot be looked for."""

from __future__ import annotations

import builtins
import csv
import random
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from conftest import Cli

from attitude.database import Workspace, create
from attitude.errors import UsageError
from attitude.learn.boost import Profiles, Together, learn_together
from attitude.learn.regression import Vector
from attitude.load import LoadOptions, folder_files, load_file
from attitude.score import score
from attitude.settings import ScoreSettings
from attitude.trees import kept_trees, sum_of

MEMBERS, CAMPAIGNS = 800, 6
SCORES = "select * exclude (member_key) from store.responsiveness order by member_key"


def are_alike(age: int, brand: int) -> bool:
    return age % 2 == brand % 2


def write(path: Path, rows: list[dict[str, object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def world(folder: Path, chance: Callable[[int, int], float]) -> Path:
    """Make a workspace whose members have an age and a brand, 4 of each; what they answer by is for the test to say."""
    draw = random.Random(5)
    members = [(number % 4, number // 4 % 4) for number in range(MEMBERS)]
    days = [date(2026, 1 + campaign, 5) for campaign in range(CAMPAIGNS)]
    contacts: list[dict[str, object]] = []
    for campaign, day in enumerate(days):
        for number, (age, brand) in enumerate(members):
            is_answer = draw.random() < chance(age, brand)
            contacts.append({
                "member_id": f"m{number:04}", "campaign_id": f"c{campaign}", "contacted_at": f"{day} 10:00",
                "channel": "sms", "responded": int(is_answer),
                "responded_at": f"{day + timedelta(days=2)} 10:00" if is_answer else "",
            })  # fmt: skip
    write(folder / "members.csv", [
        {"member_id": f"m{number:04}", "age": f"age {age}", "brand": f"brand {brand}"}
        for number, (age, brand) in enumerate(members)
    ])  # fmt: skip
    write(folder / "campaigns.csv", [
        {"campaign_id": f"c{at}", "starts_on": day.isoformat(), "response_days": 7} for at, day in enumerate(days)
    ])  # fmt: skip
    write(folder / "contacts.csv", contacts)
    path = folder / "attitude.duckdb"
    create(path)
    with Workspace(path) as workspace:
        for kind, file in folder_files(folder):
            load_file(workspace, kind, file, LoadOptions())
    return path


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A base where those answer whose age and brand are both even or both odd: neither tells anything alone."""
    path = world(tmp_path_factory.mktemp("together"), lambda age, brand: 0.4 if are_alike(age, brand) else 0.1)
    with Workspace(path) as workspace:
        score(workspace, ScoreSettings(boost=True))
    return path


def profiles(planted_by: float, campaigns: int = 7) -> Profiles:
    """Draw contacts of members with three attributes of 4 values, of which two matter together."""
    draw = np.random.default_rng(3)
    codes = draw.integers(1, 5, (campaigns * 1000, 3))
    logit = np.full(len(codes), -2.0)
    sign = np.where((codes[:, 0] > 2) == (codes[:, 1] % 2 == 0), 1, -1)
    answered = (draw.random(len(codes)) < 1 / (1 + np.exp(-logit - planted_by * sign))).astype(float)
    day = np.repeat(np.arange(campaigns), 1000)
    return Profiles(["age", "brand", "city"], codes.astype(float), [True, False, False], answered, logit, day)


def costs(of: Profiles) -> Callable[[Vector], Vector]:
    def by_campaign(extra: Vector) -> Vector:
        logit = of.logit + extra
        summed: Vector = np.bincount(of.day, np.logaddexp(0, logit) - of.answered * logit)  # type: ignore[assignment]
        return summed

    return by_campaign


def test_trees_find_what_is_planted_and_say_less_of_it() -> None:
    of = profiles(0.6)
    together, said = learn_together(of, ScoreSettings(), costs(of))
    assert together.exponent >= 0.8
    assert together.better >= 5
    assert len(together.trees) == 61
    assert not said[of.day == 0].any()  # nothing came before the first campaign
    pairs = [(age, brand) for age in range(1, 5) for brand in range(1, 5)]
    ratios = [sum_of(together.trees, {"age": age, "brand": brand, "city": 1}) for age, brand in pairs]
    signed = [r if (age > 2) == (brand % 2 == 0) else -r for r, (age, brand) in zip(ratios, pairs, strict=True)]
    assert min(signed) > 0
    assert 0.3 < np.mean(signed) < 0.7  # 0.6 is planted; trees are shrunk
    again, _ = learn_together(of, ScoreSettings(), costs(of))
    assert again == together


def test_trees_count_for_nothing_where_nothing_is_planted_or_too_little_is_known() -> None:
    nothing, short = profiles(0.0), profiles(0.6, campaigns=4)  # three of four can be foreseen
    for of in (nothing, short):
        together, said = learn_together(of, ScoreSettings(), costs(of))
        assert (together.exponent, together.trees, together.is_judged) == (0, (), True)
        assert not said.any()


@pytest.mark.slow
def test_those_score_higher_whose_attributes_answer_together(planted: Path) -> None:
    with Workspace(planted, read_only=True) as workspace:
        ratios: dict[bool, float] = dict(workspace.rows(
            "select right(m.age, 1)::integer % 2 = right(m.brand, 1)::integer % 2, avg(r.lookalike) "
            "from store.responsiveness as r inner join store.members as m using (member_key) group by all"
        ))  # fmt: skip
        trees = kept_trees(workspace)
        told = workspace.rows(
            "select p.age, p.brand, any_value(t.log_ratio), count(distinct t.log_ratio) "
            "from store.profiles as p inner join store.together as t using (member_key) group by all order by all"
        )
    assert ratios[True] > 1.7 * ratios[False]
    assert len(told) == 16
    for age, brand, log_ratio, kinds in told:  # SQL and Python read trees alike
        assert kinds == 1
        assert log_ratio == pytest.approx(sum_of(trees, {"age": age, "brand": brand}), abs=1e-9)


@pytest.mark.slow
def test_pages_name_the_attributes(planted: Path, ok: Cli, tmp_path: Path) -> None:
    (tmp_path / "attitude.duckdb").write_bytes(planted.read_bytes())
    assert "attributes tell more together than each alone: trees count to the power" in ok("status").err
    assert "attributes together, beyond each alone: " in (page := ok("member", "m0000").out)
    assert "age age 0" in page
    assert "brand brand 0" in page
    (tmp_path / "plan.toml").write_text(
        '[campaign]\nid = "next"\nstarts_on = 2027-01-10\n[[offer]]\nchannel = "sms"\nvalue_per_response = 2\n'
    )
    ok("target", "plan.toml")
    page = ok("why", "next", "m0000").out
    assert "attributes together, " in page
    factors = [float(line.split()[1]) for line in page.splitlines() if line.strip().startswith("×")]
    odds = [float(line.split()[0 if "=" not in line.split()[0] else 1]) for line in page.splitlines() if "odds" in line]
    assert odds[1] == pytest.approx(odds[0] * np.prod(factors), rel=0.03)


def without_library(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    real = builtins.__import__

    def refused(name: str, *args: object, **kwargs: object) -> ModuleType:
        if name == "lightgbm":
            raise error
        return real(name, *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", refused)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (ImportError("lightgbm"), "which is not installed; pip install 'attitude-cli[boost]', or leave it out"),
        (
            OSError("libgomp.so.1: cannot open shared object file"),
            "which does not load (libgomp.so.1: cannot open shared object file); install the system's OpenMP, such as "
            "libgomp1, or leave it out",
        ),
    ],
)
def test_without_the_library_nothing_is_said_unless_it_is_asked_for(
    monkeypatch: pytest.MonkeyPatch, workspace: Workspace, error: Exception, words: str
) -> None:
    without_library(monkeypatch, error)
    of = profiles(0.6)
    together, said = learn_together(of, ScoreSettings(), costs(of))
    assert together == Together()
    assert not said.any()
    with pytest.raises(UsageError) as told:
        score(workspace, ScoreSettings(boost=True))
    assert str(told.value) == f"attitude.toml: score.boost = true needs LightGBM, {words}"


@pytest.mark.slow
def test_scores_are_the_same_to_the_digit_where_nothing_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = world(tmp_path, lambda age, brand: 0.1 + 0.05 * age)
    with Workspace(path) as workspace:
        score(workspace, ScoreSettings(boost=True), full=True)
        judged = workspace.rows("select 1 from store.constants where constant = 'together'")
        kept = (workspace.rows(SCORES), workspace.row("select constants from store.scorings"))
        without_library(monkeypatch, ImportError("lightgbm"))
        score(workspace, ScoreSettings(), full=True)
        assert judged
        assert kept == (workspace.rows(SCORES), workspace.row("select constants from store.scorings"))


@pytest.mark.slow
def test_scores_repeat_and_an_update_gives_those_of_a_full_rebuild(planted: Path, tmp_path: Path) -> None:
    path = tmp_path / "attitude.duckdb"
    path.write_bytes(planted.read_bytes())
    with Workspace(path) as workspace:
        before = workspace.rows(SCORES)
        for full in (True, False):
            score(workspace, ScoreSettings(), full=full)
            assert workspace.rows(SCORES) == before
        score(workspace, ScoreSettings(boost=False))
        assert workspace.rows(SCORES) != before
        assert kept_trees(workspace) == []
