"""What lists by what contacts add bring beside lists by propensity, where the truth is known.

    python examples/benchmark/added.py [--worlds 5] [--members 42000] [--share 0.3] [--only NAME]

Worlds as e-mail tests are: half of the members are in one campaign, half of those held out; the others are what the
next list is chosen from, for so large a share of them. The line says what lists by propensity, by added, by auto and at
random add to 100 of them, and the best that any list could, on average over the worlds.

apart     some who buy little unasked are moved, and those who buy anyway hardly are
along     what a contact adds is in proportion to what members do anyway, so that the propensity is as good as any
nothing   contacts add nothing: nothing is to be won or lost
coupon    as apart, but half of those contacted who buy bring back a code, and the arms are compared by purchases
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl
from common import say

from attitude.database import Workspace, create
from attitude.load import LoadOptions, load_file
from attitude.plan import read_plan
from attitude.score import ScoreResult, score
from attitude.settings import ScoreSettings, Settings
from attitude.targeting import target

DAY = date(2026, 6, 1)
WAYS = ("value", "added", "auto", "random")
Vector = np.ndarray
PLAN = """
[campaign]
id = "next"
[[offer]]
channel = "email"
product = "shoes"
[audience]
where = "half = 'next'"
[limits]
size = {size}
[choice]
by = "{by}"
"""


@dataclass(frozen=True)
class World:
    """Members, of whom ``is_next`` are chosen from; what a contact adds to the chance of each."""

    members: pl.DataFrame
    files: dict[str, pl.DataFrame]
    is_next: Vector
    adds: Vector


def _logistic(x: Vector) -> Vector:
    chances: Vector = 1 / (1 + np.exp(-x))
    return chances


def _apart(buys: Vector, womens: Vector, newbie: Vector) -> Vector:
    return np.where(womens == 1, 0.08, 0.005) * (1 + 0.4 * newbie) * np.where(buys > 0.15, 0.3, 1.0)


EFFECTS: dict[str, Callable[[Vector, Vector, Vector], Vector]] = {
    "apart": _apart,
    "along": lambda buys, _womens, _newbie: 0.5 * buys,
    "nothing": lambda buys, _womens, _newbie: 0 * buys,
    "coupon": _apart,
}


def world(name: str, members: int, seed: int) -> World:
    """Draw a world."""
    rng = np.random.default_rng(seed)
    ids = np.array([f"m{i:06}" for i in range(members)])
    recency, segment = rng.integers(1, 13, members), rng.integers(1, 8, members)
    womens, mens, newbie = (rng.random(members) < share for share in (0.55, 0.55, 0.5))
    town = rng.choice(["village", "suburb", "city"], members, p=[0.15, 0.45, 0.4])
    buys = _logistic(
        -2.9 - 0.08 * (recency - 6) + 0.18 * segment - 0.8 * newbie + 0.5 * mens + 0.5 * (town == "village")
    )
    adds = np.minimum(EFFECTS[name](buys, womens, newbie), 0.95 - buys)
    is_next, is_held = rng.random(members) < 0.5, rng.random(members) < 0.5
    did = ~is_next & (rng.random(members) < buys + np.where(is_held, 0, adds))
    table = pl.DataFrame({
        "member_id": ids, "half": np.where(is_next, "next", "first"), "recency": recency, "segment": segment,
        "womens": womens, "mens": mens, "newbie": newbie, "town": town,
    })  # fmt: skip
    contacts = pl.DataFrame({
        "member_id": ids[~is_next], "campaign_id": "first", "contacted_at": DAY, "is_control": is_held[~is_next],
    })  # fmt: skip
    campaigns = pl.DataFrame({
        "campaign_id": ["first"], "channel": ["email"], "product": ["shoes"], "starts_on": [DAY], "response_days": [14],
    })  # fmt: skip
    files = {"members": table, "campaigns": campaigns, "contacts": contacts}
    answer = {"campaign_id": "first", "responded_at": date(2026, 6, 3)}
    if name == "coupon":
        coded = ids[did & ~is_held & (rng.random(members) < 0.5)]
        files["responses"] = pl.DataFrame({"member_id": coded, **answer, "kind": "code"})
        bought = {"month": "2026-06", "product": "shoes", "revenue": 1.0}
        files["usage"] = pl.DataFrame({"member_id": ids[did], **bought})
    else:
        files["responses"] = pl.DataFrame({"member_id": ids[did], **answer, "kind": "visit"})
    return World(table, files, is_next, adds)


def scored(made: World, folder: Path) -> tuple[Path, ScoreResult]:
    """Load a world and score it; gives the workspace."""
    path = folder / "world.duckdb"
    create(path)
    with Workspace(path) as workspace:
        for kind, table in made.files.items():
            file = folder / f"{kind}.csv"
            table.write_csv(file)
            load_file(workspace, kind, file, LoadOptions())
        return path, score(workspace, ScoreSettings(), date(2026, 6, 30))


def added_by(made: World, path: Path, by: str, share: float, folder: Path) -> float:
    """Choose a list; gives what it adds to 100 of those it is chosen from."""
    plan = folder / f"{by}.toml"
    plan.write_text(PLAN.format(size=int(share * made.is_next.sum()), by=by))
    with Workspace(path) as workspace:
        result = target(workspace, read_plan(plan), 1, Settings())
        rows = workspace.rows("select member_id from list_members where list_id = ?", [result.list_id])
    chosen = np.isin(made.members["member_id"].to_numpy(), [name for (name,) in rows])
    return float(100 * made.adds[chosen].sum() / made.is_next.sum())


def best_of(made: World, share: float) -> float:
    """Say what the best list that anybody could choose would add to 100 of them."""
    adds = np.sort(made.adds[made.is_next])[::-1]
    return float(100 * adds[: int(share * len(adds))].sum() / len(adds))


def main() -> None:
    """Read the command line; a line for each world."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--worlds", type=int, default=5)
    asked.add_argument("--members", type=int, default=42_000)
    asked.add_argument("--share", type=float, default=0.3)
    asked.add_argument("--only", choices=EFFECTS)
    options = asked.parse_args()
    for name in [options.only] if options.only else EFFECTS:
        figures: dict[str, list[float]] = {way: [] for way in (*WAYS, "best")}
        clear = 0
        for seed in range(options.worlds):
            made = world(name, options.members, seed)
            with tempfile.TemporaryDirectory() as folder:
                path, result = scored(made, Path(folder))
                clear += bool(result.added and result.added.gain.is_clear)
                for way in WAYS:
                    figures[way].append(added_by(made, path, way, options.share, Path(folder)))
            figures["best"].append(best_of(made, options.share))
        words = ", ".join(f"{way} {np.mean(found):.2f}" for way, found in figures.items())
        say(f"{name:<9} {words}; by added is clearly better in {clear} of {options.worlds}")


if __name__ == "__main__":
    main()
