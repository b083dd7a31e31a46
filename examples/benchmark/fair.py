"""How often campaigns that add nothing are said to add something, and whether what is planted is found.

    python examples/benchmark/fair.py [--campaigns 300] [--members 4000] [--planted 0.02] [--only NAME] [--seed 7]

Worlds of many small campaigns, each with members, a product and a holdout of its own, made as files, loaded, measured.
In each nothing is added, and then so many points; the line says in how many campaigns p is below 0.05, how far the
mean difference is from what was planted, how many of the 95 % intervals hold it, and of how many there is no lift.

coupon    40 % use the product already; of those who buy, contacted or not, half of the contacted bring back a code
leaked    codes alone, no usage, and three of those held out bring back a code of somebody's: there is no lift to be had
clicks    clicks of those contacted, and purchases that usage tells of everybody
spread    messages go out over 20 days before Christmas, those held out have no days; all who buy are told by campaign
uneven    two cells, hot and cold, of which 10 % and 13 % are held out
daily     answers are loaded day by day, and each campaign is looked at each day until its window closes
"""

from __future__ import annotations

import argparse
import tempfile
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import polars as pl
from common import say

from attitude.database import Workspace, create
from attitude.load import LoadOptions, load_file
from attitude.measure.lift import compare_campaigns
from attitude.measure.step import make_arms

DAY = date(2025, 11, 20)
Draw = np.random.Generator
Files = dict[str, list[dict[str, object]]]


def _coupon(rng: Draw, campaign: str, members: list[str], held: np.ndarray, added: float) -> Files:
    files: Files = {"contacts": [], "responses": [], "usage": []}
    for member, is_held in zip(members, held, strict=True):
        files["contacts"].append(_contact(campaign, member, is_held, DAY, None if is_held else f"K{campaign}"))
        uses = rng.random() < 0.4
        buys = rng.random() < (0.9 if uses else 0.05) + (0 if is_held else added)
        files["usage"] += [_used(campaign, member, "2025-10")] if uses else []
        files["usage"] += [_used(campaign, member, "2025-12")] if buys else []
        if buys and not is_held and rng.random() < 0.5:
            files["responses"].append(_answer(campaign, member, DAY + timedelta(days=9), f"K{campaign}", None))
    return files


def _leaked(rng: Draw, campaign: str, members: list[str], held: np.ndarray, added: float) -> Files:
    files: Files = {"contacts": [], "responses": []}
    leaks = set(np.flatnonzero(held)[:3])
    for at, (member, is_held) in enumerate(zip(members, held, strict=True)):
        files["contacts"].append(_contact(campaign, member, is_held, DAY, None if is_held else f"K{campaign}"))
        if at in leaks or (not is_held and rng.random() < 0.136 + added):
            files["responses"].append(_answer(campaign, member, DAY + timedelta(days=9), f"K{campaign}", None))
    return files


def _clicks(rng: Draw, campaign: str, members: list[str], held: np.ndarray, added: float) -> Files:
    files: Files = {"contacts": [], "responses": [], "usage": []}
    for member, is_held in zip(members, held, strict=True):
        files["contacts"].append(_contact(campaign, member, is_held, DAY, None))
        if rng.random() < 0.08 + (0 if is_held else added):
            files["usage"].append(_used(campaign, member, "2025-12"))
        if not is_held and rng.random() < 0.1:
            files["responses"].append(_answer(campaign, member, DAY + timedelta(days=1), None, "click"))
    return files


def _spread(rng: Draw, campaign: str, members: list[str], held: np.ndarray, added: float) -> Files:
    files: Files = {"contacts": [], "responses": []}
    for member, is_held in zip(members, held, strict=True):
        sent = DAY + timedelta(days=int(rng.integers(0, 20)))
        files["contacts"].append(_contact(campaign, member, is_held, None if is_held else sent, None))
        if rng.random() < 0.06:  # whenever in the season, most of it near the end
            bought = DAY + timedelta(days=int(60 * rng.random() ** 0.5))
            files["responses"].append(_answer(campaign, member, bought, None, "order"))
        if not is_held and rng.random() < added:
            files["responses"].append(_answer(campaign, member, sent + timedelta(days=2), None, "order"))
    return files


def _uneven(rng: Draw, campaign: str, members: list[str], _held: np.ndarray, added: float) -> Files:
    files: Files = {"contacts": []}
    for at, member in enumerate(members):
        is_hot = at % 2 == 0
        is_held = bool(rng.random() < (0.1 if is_hot else 0.13))
        answers = rng.random() < (0.3 if is_hot else 0.05) + (0 if is_held else added)
        row = _contact(campaign, member, is_held, DAY, None)
        files["contacts"].append({**row, "cell": "hot" if is_hot else "cold", "responded": bool(answers)})
    return files


WORLDS = {"coupon": _coupon, "leaked": _leaked, "clicks": _clicks, "spread": _spread, "uneven": _uneven}


def _contact(campaign: str, member: str, is_held: bool, day: date | None, code: str | None) -> dict[str, object]:
    return {"member_id": member, "campaign_id": campaign, "is_control": bool(is_held), "contacted_at": day,
            "treatment_code": code}  # fmt: skip


def _answer(campaign: str, member: str, day: date, code: str | None, kind: str | None) -> dict[str, object]:
    return {"member_id": member, "campaign_id": campaign, "responded_at": day, "treatment_code": code, "kind": kind}


def _used(campaign: str, member: str, month: str) -> dict[str, object]:
    return {"member_id": member, "month": month, "product": f"product {campaign}", "revenue": 3.0}


def world(name: str, campaigns: int, members: int, added: float, folder: Path, seed: int = 7) -> Path:
    """Make the files of a world and load them; gives the workspace."""
    rng = np.random.default_rng(seed)
    files: Files = {"campaigns": [
        {"campaign_id": f"c{c:03}", "product": f"product c{c:03}", "starts_on": DAY, "response_days": 30}
        for c in range(campaigns)
    ]}  # fmt: skip
    for c in range(campaigns):
        ids = [f"m{c:03}{i:06}" for i in range(members)]
        held = rng.random(members) < 0.15
        for kind, rows in WORLDS[name](rng, f"c{c:03}", ids, held, added).items():
            files.setdefault(kind, []).extend(rows)
    path = folder / f"{name}.duckdb"
    create(path)
    with Workspace(path) as workspace:
        for kind, rows in files.items():
            if rows:
                file = folder / f"{name}-{kind}.csv"
                pl.DataFrame(rows, infer_schema_length=None).write_csv(file)
                load_file(workspace, kind, file, LoadOptions())
    return path


def line(path: Path, planted: float) -> str:
    """Measure every campaign of a world, and say how often the truth was told."""
    with Workspace(path, read_only=True) as workspace:
        ids = [name for (name,) in workspace.rows("select campaign_id from campaigns order by campaign_id")]
        make_arms(workspace, ids, 30)
        table = compare_campaigns(workspace)
    known = table.filter(pl.col("difference").is_not_null())
    if known.is_empty():
        return f"no lift of {table.height} campaigns"
    alarms, mean, holds = known.select(
        (pl.col("p_value") < 0.05).mean(),
        pl.col("difference").mean().alias("mean"),
        pl.lit(planted).is_between("difference_low", "difference_high").mean().alias("holds"),
    ).row(0)
    return (
        f"p < 0.05 in {alarms:.1%}, off by {100 * (mean - planted):+.3f} points, {holds:.1%} of intervals hold "
        f"{planted:+.2%}, no lift of {table.height - known.height}"
    )


def daily(campaigns: int, members: int, folder: Path, days: int = 20, seed: int = 7) -> str:
    """Look at campaigns that add nothing each day, and say in how many any interval before the end left out 0."""
    rng = np.random.default_rng(seed)
    path = world("leaked", campaigns, members, 0.0, folder, seed)
    with Workspace(path) as workspace:
        workspace.rows("delete from store.responses")
        ids = workspace.rows("select member_id, campaign_id, is_control from contacts order by member_id")
    came = np.where(rng.random(len(ids)) < 0.05, np.minimum(rng.exponential(5, len(ids)), 29).astype(int), -1)
    alarms: set[str] = set()
    for day in range(days):
        rows = [_answer(ids[at][1], ids[at][0], DAY + timedelta(days=day), None, "order")
                for at in np.flatnonzero(came == day)]  # fmt: skip
        pl.DataFrame(rows, infer_schema_length=None).write_csv(folder / f"day-{day}.csv")
        with Workspace(path) as workspace:
            load_file(workspace, "responses", folder / f"day-{day}.csv", LoadOptions())
            make_arms(workspace, sorted({campaign for _, campaign, _ in ids}), 30)
            table = compare_campaigns(workspace).filter(pl.col("open_until").is_not_null())
        assert table["p_value"].is_null().all()
        away = (pl.col("difference_low") > 0) | (pl.col("difference_high") < 0)
        alarms |= set(table.filter(away)["slice"])
    return f"looked at on {days} days, {len(alarms) / campaigns:.1%} left out 0 at least once"


def main() -> None:
    """Print a line for each world, with nothing added and with something."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--campaigns", type=int, default=300)
    parser.add_argument("--members", type=int, default=4000)
    parser.add_argument("--planted", type=float, default=0.02)
    parser.add_argument("--only", choices=[*WORLDS, "daily"])
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    if options.only in (None, "daily"):
        with tempfile.TemporaryDirectory() as folder:
            say("daily", "+0.00%", daily(options.campaigns, options.members, Path(folder), seed=options.seed))
    for name in [options.only] if options.only in WORLDS else [] if options.only else WORLDS:
        for added in (0.0, options.planted):
            with tempfile.TemporaryDirectory() as folder:
                path = world(name, options.campaigns, options.members, added, Path(folder), options.seed)
                say(name, f"{added:+.2%}", line(path, added))


if __name__ == "__main__":
    main()
