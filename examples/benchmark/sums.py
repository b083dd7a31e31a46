"""How often the interval of what several campaigns added together holds what is true, where they share members.

    python examples/benchmark/sums.py [--months 300] [--members 1500] [--only NAME]

Worlds of many months, each of five campaigns to the same members, whose answers lean one way: who answers one campaign
answers others too. In each campaign two points are added. The line says how many of the 95 % intervals hold what was
planted: of the answers and of the value that the brief sums, and of the answers in the matrix; squared: what
square-and-add says, which takes the members of each campaign for others. And how often the first two campaigns of a
month, laid against one another, are said to differ (p < 0.05) in lift and in answers, where they do not.

apart      each campaign has members of its own
drawn      all have the same members, each holds out others
december   all have the same members and hold out the same of them: one holdout for the whole season
both       three hold out the same members, two draw others, and each contacts a random half
cells      two cells of which 10 % and 30 % are held out, one holdout for the whole season
few        as december, with few answers: one in a hundred
"""

from __future__ import annotations

import argparse
import tempfile
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl
from common import say

from attitude.brief.figures import value_reaches
from attitude.database import Workspace, create
from attitude.load import LoadOptions, load_file
from attitude.measure.against import against
from attitude.measure.lift import compare_campaigns, widened
from attitude.measure.span import matrix
from attitude.measure.step import make_arms

WORLDS = ("apart", "drawn", "december", "both", "cells", "few")
CAMPAIGNS, ADDED, WORTH = 5, 0.02, 10.0
Draw = np.random.Generator


def month(rng: Draw, name: str, at: int, members: int) -> pl.DataFrame:
    """Draw the contacts of a month: five campaigns, those held out too, with their answers."""
    is_hot = rng.random(members) < 0.3
    share = np.where(is_hot, 0.1, 0.3) if name == "cells" else np.full(members, 0.2)
    season = rng.random(members) < share
    leaning = _leaning(rng, name, members)
    parts = []
    for c in range(CAMPAIGNS):
        if name == "apart":
            leaning = _leaning(rng, name, members)
        held = season if name in ("december", "cells", "few") or (name == "both" and c < 3) else (
            rng.random(members) < share
        )  # fmt: skip
        is_in = rng.random(members) < 0.5 if name == "both" else np.full(members, True)
        answers = rng.random(members) < leaning + np.where(is_hot & (name == "cells"), 0.2, 0) + np.where(
            held, 0, ADDED
        )
        part = pl.DataFrame({
            "member_id": [f"m{at:04}{c if name == 'apart' else 0}{i:05}" for i in range(members)],
            "campaign_id": f"c{at:04}{c}",
            "contacted_at": date(2025, 11, 20),
            "is_control": held,
            "cell": np.where(is_hot & (name == "cells"), "hot", "cold"),
            "responded": answers,
            "value": np.where(answers, np.round(rng.gamma(2.0, WORTH / 2, members), 2), np.nan),
        }).with_columns(pl.col("value").fill_nan(None))  # fmt: skip
        parts.append(part.filter(pl.Series(is_in)))
    return pl.concat(parts)


def _leaning(rng: Draw, name: str, members: int) -> np.ndarray:
    """Draw how likely each answers whatever campaign: most hardly, some nearly always."""
    leaning: np.ndarray = rng.beta(0.1, 9.9, members) if name == "few" else rng.beta(0.3, 2.0, members) * 0.75
    return leaning


def load(name: str, months: int, members: int, folder: Path, seed: int = 7) -> Path:
    """Make the files of a world and load them; gives the workspace."""
    rng = np.random.default_rng(seed)
    path, contacts, campaigns = folder / "sums.duckdb", folder / "contacts.csv", folder / "campaigns.csv"
    rows = pl.concat([month(rng, name, at, members) for at in range(months)])
    rows.write_csv(contacts)
    names = rows.select("campaign_id").unique().sort("campaign_id")
    names.with_columns(product=pl.lit("p"), channel=pl.lit("sms"), starts_on=date(2025, 11, 20), response_days=30,
                       unit_cost=1).write_csv(campaigns)  # fmt: skip
    create(path)
    with Workspace(path) as workspace:
        load_file(workspace, "campaigns", campaigns, LoadOptions())
        load_file(workspace, "contacts", contacts, LoadOptions())
    return path


def held(path: Path) -> dict[str, float]:
    """Sum up every month of a world; gives the share of intervals that hold what was planted, by what is summed."""
    truths: dict[str, list[bool]] = {name: [] for name in ("answers", "value", "matrix", "squared")}
    with Workspace(path, read_only=True) as workspace:
        ids = [name for (name,) in workspace.rows("select campaign_id from campaigns order by campaign_id")]
        make_arms(workspace, ids, 30)
        workspace.define("create or replace temp table every_arm as from arms")
        workspace.define("create or replace temp table every_measured as from measured")
        for first in dict.fromkeys(name[:5] for name in ids):
            for kept in ("measured", "arms"):
                workspace.define(f"drop table temp.{kept}")
            workspace.define(
                f"create temp table measured as from every_measured where starts_with(campaign_id, '{first}')"
            )
            workspace.define("create temp table arms as from every_arm semi join measured using (campaign_number)")
            for name, holds in _month_holds(workspace).items():
                truths[name].append(holds)
    return {name: float(np.mean(holds)) for name, holds in truths.items()}


def _month_holds(workspace: Workspace) -> dict[str, bool]:
    compared, wide = compare_campaigns(workspace), widened(workspace)
    worth = value_reaches(compared, wide)
    planted = ADDED * float(compared["treated"].to_numpy().sum())
    ends = {}
    for name, factor in (("answers", wide["answers"]), ("squared", 1.0)):
        workspace.run("brief/month_lifts")
        workspace.run("brief/keep", month=date(2025, 11, 1), widened=factor)
        total = workspace.result("brief/totals").row(0, named=True)
        ends[name] = (planted, total["incremental_low"], total["incremental_high"])
    ends["value"] = (planted * WORTH, worth["incremental_value_low"], worth["incremental_value_high"])
    whole = matrix(workspace).row(0, named=True)
    ends["matrix"] = (planted, whole["incremental_low"], whole["incremental_high"])
    return {name: low <= truth <= high for name, (truth, low, high) in ends.items()}


def alarms(path: Path) -> dict[str, float]:
    """Test the first campaign of every month against the second; gives how often p is below 0.05."""
    found: dict[str, list[bool]] = {"lift_gap_p": [], "answers_gap_p": []}
    with Workspace(path, read_only=True) as workspace:
        ids = [name for (name,) in workspace.rows("select campaign_id from campaigns order by campaign_id")]
        for one, other in zip(ids[::CAMPAIGNS], ids[1::CAMPAIGNS], strict=True):
            row = against(workspace, one, other).table.row(0, named=True)
            for name, are_low in found.items():
                are_low.append(row[name] < 0.05)
    return {name: float(np.mean(are_low)) for name, are_low in found.items()}


def main() -> None:
    """Print a line for each world."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--months", type=int, default=300)
    parser.add_argument("--members", type=int, default=1500)
    parser.add_argument("--only", choices=WORLDS)
    options = parser.parse_args()
    for name in [options.only] if options.only else WORLDS:
        with tempfile.TemporaryDirectory() as folder:
            path = load(name, options.months, options.members, Path(folder))
            shares = {**held(path), **alarms(path)}
            say(name, ", ".join(f"{what} {share:.1%}" for what, share in shares.items()))


if __name__ == "__main__":
    main()
