"""How often the 95 % intervals of `attitude evaluate` hold the truth, and how heavy its rows are.

    python examples/benchmark/evaluate.py [--worlds 100] [--members 4000] [--lists 2] [--explore 0.2] [--offers 0.8]
        [--holdout 0.2] [--least 200] [--seed 1]

It is planted how each member answers by each offer, and without being contacted. In each world lists are made by value,
with draws of its own, sent, answered and loaded; then three plans are evaluated, and what they would have brought of
the same members is known. A line for each plan and method: how many worlds told something, the mean of what is
estimated less the truth in points, the share of intervals that hold the truth, of the plan and of its difference from
the lists, their mean width, the mean effective size.

other     prefers the offer that costs less than was thought
fewer     contacts the better half alone, so what comes of nobody being contacted counts too
same      the plan of the lists itself
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
from common import say

from attitude.database import Flow, Workspace, create
from attitude.errors import BadDataError
from attitude.evaluate import evaluate, step, words
from attitude.load import LoadOptions, load_file
from attitude.plan import Plan
from attitude.score import score
from attitude.settings import ScoreSettings, Settings
from attitude.targeting import target

DAY = date(2026, 9, 1)
OFFERS: list[dict[str, Any]] = [
    {"channel": "sms", "gift": "coupon", "unit_cost": 0.05},
    {"channel": "sms", "gift": "points", "unit_cost": 0.05},
    {"channel": "email", "gift": "points", "unit_cost": 0.01},
]
Truth = dict[str, list[float]]  # of each member: unasked, then by each offer


def plan_of(campaign: str, day: date, lists: dict[str, Any], **changes: Any) -> Plan:
    """Give a plan of these worlds."""
    content = {
        "campaign": {"id": campaign, "starts_on": day, "product": "music", "value_per_response": 4.0},
        "offer": OFFERS, "goal": {"outcome": "answer"}, "choice": {"method": "turn"}, **lists, **changes,
    }  # fmt: skip
    return Plan.model_validate(content)


def base(folder: Path, members: int, rng: np.random.Generator) -> tuple[Path, Truth]:
    """Make a base with a past, scored; gives the workspace and how each member answers."""
    taste = rng.gamma(2, 0.5, members)
    leaning = np.exp(rng.normal(0, 0.7, (members, 3)))
    rates = np.clip(np.array([0.10, 0.14, 0.08]) * taste[:, None] * leaning, 0, 0.9)
    truth = {f"m{i:06}": [float(0.03 * taste[i]), *map(float, rates[i] + 0.03 * taste[i])] for i in range(members)}
    rows = [{"member_id": m, "phone": f"+86139{i:08d}", "email": f"{m}@example.com"} for i, m in enumerate(truth)]
    past: dict[str, list[dict[str, Any]]] = {"members": rows, "contacts": [], "responses": []}
    for month in range(3):
        at = datetime(2026, 4 + month, 3, 10)
        for member, chances in truth.items():
            offer = int(rng.integers(3))
            past["contacts"].append(_contact(member, f"past{month}", at, OFFERS[offer], is_control=False))
            if rng.random() < chances[offer + 1]:
                past["responses"].append(_answer(member, f"past{month}", at))
    path = folder / "attitude.duckdb"
    create(path)
    with Workspace(path) as workspace:
        load(workspace, folder, past)
        score(workspace, ScoreSettings(), date(2026, 8, 1))
    return path, truth


def _contact(member: str, campaign: str, at: datetime, offer: dict[str, Any], *, is_control: bool) -> dict[str, Any]:
    elements = {"channel": offer["channel"], "gift": offer["gift"], "product": "music"}
    return {"member_id": member, "campaign_id": campaign, "contacted_at": at, "is_control": is_control, **elements}


def _answer(member: str, campaign: str, at: datetime) -> dict[str, Any]:
    return {"member_id": member, "campaign_id": campaign, "responded_at": at + timedelta(days=2), "kind": "order"}


def load(workspace: Workspace, folder: Path, files: dict[str, list[dict[str, Any]]]) -> None:
    """Load rows as files of their kinds."""
    for kind, rows in files.items():
        if rows:
            file = folder / f"{kind}.csv"
            pl.DataFrame(rows, infer_schema_length=None).write_csv(file)
            load_file(workspace, kind, file, LoadOptions(max_rejects=0))


def sent(path: Path, plan: Plan, seed: int, truth: Truth, rng: np.random.Generator) -> None:
    """Make a list, send it, and have its members answer as is planted."""
    files: dict[str, list[dict[str, Any]]] = {"contacts": [], "responses": []}
    at = datetime.combine(plan.campaign.starts_on or DAY, datetime.min.time()) + timedelta(hours=10)
    query = (
        "select member_id, t.offer, is_control from list_members as m join lists as l using (list_id) "
        "join store.lists as s using (list_id) join store.list_treatments as t "
        "on s.list_key = t.list_key and m.treatment_code = t.treatment_code where list_id = ? order by rank"
    )
    with Workspace(path) as workspace:
        result = target(workspace, plan, seed, Settings(), force=True)
        workspace.rows("update store.lists set status = 'exported' where list_id = ?", [result.list_id])
        rows = workspace.rows(query, [result.list_id])
    for member, offer, is_control in rows:
        files["contacts"].append(_contact(member, plan.campaign.id, at, OFFERS[offer - 1], is_control=is_control))
        if rng.random() < truth[member][0 if is_control else offer]:
            files["responses"].append(_answer(member, plan.campaign.id, at))
    with Workspace(path) as workspace:
        load(workspace, path.parent, files)


def close_windows(path: Path) -> None:
    """Let something happen later, so that no answer can come any more."""
    late = _contact("m000000", "late", datetime(2026, 12, 20), OFFERS[0], is_control=False)
    with Workspace(path) as workspace:
        load(workspace, path.parent, {"contacts": [late]})


def evaluated(workspace: Workspace, plan: Plan, truth: Truth) -> tuple[Any, float, float]:
    """Evaluate a plan; gives what it says, and what the plan and the lists would have brought in truth."""
    rows: list[tuple[Any, ...]] = []
    tables = step._tables

    def seen(flow: Flow, known: dict[str, Any]) -> pl.DataFrame:
        query = "select member_id, action, list_offer from matched join store.persons using (member_key)"
        rows.extend(flow.workspace.rows(query))
        return tables(flow, known)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(step, "_tables", seen)
        result = evaluate(workspace, plan, DAY)
    of_plan = float(np.mean([truth[member][action or 0] for member, action, _ in rows]))
    of_lists = float(np.mean([truth[member][offer] for member, _, offer in rows]))
    return result, of_plan, of_lists


def others(lists: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Give what the plans that are evaluated have otherwise."""
    cheaper = [{**OFFERS[0], "value_per_response": 9.0}, *OFFERS[1:]]
    size = lists["limits"]["size"]
    yield "other", {"offer": cheaper}
    yield "fewer", {"limits": {"size": size // 2}}
    yield "same", {}


def one_world(
    path: Path, truth: Truth, seed: int, asked: argparse.Namespace
) -> Iterator[tuple[str, dict[str, Any] | None]]:
    """Evaluate every plan in one world; gives each row of it with the truth, None where it was refused."""
    rng = np.random.default_rng(seed)
    lists: dict[str, Any] = {
        "limits": {"size": asked.members // 2}, "holdout": {"share": asked.holdout},
        "explore": {"share": asked.explore, "offers": asked.offers},
    }  # fmt: skip
    for number in range(asked.lists):
        sent(path, plan_of(f"list{number}", DAY + timedelta(days=10 * number), lists), seed * 100 + number, truth, rng)
    close_windows(path)
    for name, changes in others(lists):
        with Workspace(path, read_only=True) as workspace:
            try:
                result, of_plan, of_lists = evaluated(workspace, plan_of("next", DAY, lists, **changes), truth)
            except BadDataError:
                yield name, None
                continue
        for row in result.table.filter(pl.col("measure") == "outcome").iter_rows(named=True):
            yield name, {**row, "of_plan": of_plan, "of_lists": of_lists}


def figures(asked: argparse.Namespace) -> dict[tuple[str, str], list[dict[str, Any]]]:
    """Give all rows of so many worlds by plan and method."""
    found: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as place:
        kept, truth = base(Path(place), asked.members, np.random.default_rng(asked.seed))
        for seed in range(asked.seed, asked.seed + asked.worlds):
            path = Path(place) / "world" / "attitude.duckdb"
            shutil.rmtree(path.parent, ignore_errors=True)
            path.parent.mkdir()
            shutil.copy(kept, path)
            for name, row in one_world(path, truth, seed, asked):
                found[name, row["method"] if row else "refused"].append(row or {})
    return found


def holds(rows: list[dict[str, Any]], name: str, truth: str) -> float:
    """Give the share of intervals that hold the truth."""
    return float(np.mean([row[f"{name}_low"] <= row[truth] <= row[f"{name}_high"] for row in rows]))


def main() -> None:
    """Say the figures of every plan and method."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for option, kind, value in (
        ("worlds", int, 100), ("members", int, 4000), ("lists", int, 2), ("seed", int, 1),
        ("explore", float, 0.2), ("offers", float, 0.8), ("holdout", float, 0.2), ("least", int, words.LEAST),
    ):  # fmt: skip
        parser.add_argument(f"--{option}", type=kind, default=value)
    asked = parser.parse_args()
    words.LEAST = asked.least
    say("plan", "method", "worlds", "bias", "holds", "difference holds", "width", "effective")
    for (name, method), rows in sorted(figures(asked).items()):
        if method == "refused":
            say(name, method, str(len(rows)), "", "", "", "", "")
            continue
        apart = [{**row, "apart": row["of_plan"] - row["of_lists"]} for row in rows]
        say(
            name, method, str(len(rows)),
            f"{100 * np.mean([row['plan'] - row['of_plan'] for row in rows]):.3f}",
            f"{100 * holds(rows, 'plan', 'of_plan'):.1f} %", f"{100 * holds(apart, 'difference', 'apart'):.1f} %",
            f"{100 * np.mean([row['plan_high'] - row['plan_low'] for row in rows]):.2f}",
            f"{np.mean([row['effective'] for row in rows]):,.0f}",
        )  # fmt: skip


if __name__ == "__main__":
    main()
