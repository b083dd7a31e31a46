"""How soon a changed taste shows: in the scores, with shorter memories, and to one who knows all that was planted.

    python examples/benchmark/drift.py [--members 8000] [--seed 1] [--lives 800] [--half-lives 365 180 90]

In the built-in world three members in ten change their favourites once. Of those whose new favourite of a dimension is
another than the old one, the table says in how many the new one stands above the old (a tie counts half), by months
since the change: by the scores, with the constants learned and with memories of other lengths; and by two who know how
the world was planted (all of its constants, each campaign's appeal, how tastes are drawn; see `bound.py` for how their
estimate is found): one who does not know when a member changed, or whether, which is the best that anybody can do; and
one who knows the day too, for whom nothing of before the change stands in the way. What that last one misses is for
want of contacts. Scores are of the ends of three months, so that each length of time is seen in members of several
histories. Half is what whoever knows nothing at all would find.

The last lines say how sure a row of the saved query `changed_taste` is: of the rows with the largest changes, how many
are of members whose favourite of the dimension changed, from or to the element that the row names and the way it says;
by whether the first score lies outside of the interval of the last.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import polars as pl
from bound import BLOCK, CONTACTS, OPTIONS, Array, Lives

from attitude.database import Workspace, create
from attitude.load import LoadOptions, folder_files, load_file
from attitude.score import score
from attitude.settings import ScoreSettings
from attitude.world import World

MONTHS = (14, 19, 24)  # how many campaigns are known
BINS = ((1, 2), (3, 4), (5, 7), (8, 11), (12, 18))  # months since the change
LEARNED = 0.0  # stands for the memory that the product has of itself
SURE = "rows of changed_taste, the largest changes first: share whose favourite did change so"
ROWS = 500


def changed_pairs(world: Workspace) -> pl.DataFrame:
    """Give one row per member who changes and dimension with another favourite afterwards."""
    rows = [
        pl.DataFrame(
            world.rows(
                f"select member_id, '{name}', {name}[1], {name}[2], drifts_in from people "
                f"where drifts_in is not null and {name}[1] <> {name}[2] order by member_id"
            ),
            ["member_id", "dimension", "old", "new", "drifts_in"],
            orient="row",
        )
        for name in OPTIONS
    ]
    return pl.concat(rows)


def last_days(world: Workspace) -> dict[int, date]:
    """Give the day by which so many campaigns and their answers are known."""
    days = [day for (day,) in world.rows("select starts_on from world_campaigns order by month_index")]
    return {month: days[month - 1] + timedelta(days=34) for month in MONTHS}


def scores_of(workspace: Workspace) -> pl.DataFrame:
    """Give every member's score of every element."""
    query = (
        "select p.member_id, l.dimension, e.element, l.score from store.leanings as l "
        "join store.elements as e using (element_key) join store.persons as p using (member_key) order by 1, 2, 3"
    )
    return pl.DataFrame(workspace.rows(query), ["member_id", "dimension", "element", "score"], orient="row")


def found_by_scores(pairs: pl.DataFrame, scores: pl.DataFrame, month: int) -> pl.DataFrame:
    """Say of each pair whether the new favourite stands above the old by so many campaigns."""
    both = pairs.filter(pl.col("drifts_in") < month)
    for side in ("old", "new"):
        table = scores.rename({"element": side, "score": f"{side}_score"})
        both = both.join(table, on=["member_id", "dimension", side], how="inner")
    found = _above(both["new_score"].to_numpy(), both["old_score"].to_numpy())
    return both.with_columns(since=month - pl.col("drifts_in"), found=found)


def found_by_oracle(world: Workspace, pairs: pl.DataFrame, lives: int, *, knows_day: bool) -> pl.DataFrame:
    """Say the same of one who knows the world, after each number of campaigns of `MONTHS`."""
    campaigns = world.rows("select campaign_id, month_index, appeal from world_campaigns order by month_index")
    contacts = {
        campaign: pl.DataFrame(world.rows(CONTACTS, [campaign]), ["member_id", *OPTIONS, "answered"], orient="row")
        for campaign, _, _ in campaigns
    }
    asked = pairs["member_id"].unique()
    people = world.rows("select member_id, brand, age_band, drifts_in from people order by member_id")
    people = [row for row in people if row[0] in set(asked)]
    found = []
    for first in range(0, len(people), BLOCK):
        block = people[first : first + BLOCK]
        drawn = Lives([row[:3] for row in block], lives, first + 1)
        if knows_day:
            drawn.drift = np.repeat(np.array([row[3] for row in block], np.int8)[:, None], lives, 1)
        own = pairs.filter(pl.col("member_id").is_in([row[0] for row in block]))
        for campaign, month, appeal in campaigns:
            rows = contacts[campaign].filter(pl.col("member_id").is_in(own["member_id"].unique().to_list()))
            members = np.array([drawn.place[member] for member in rows["member_id"]])
            drawn.expect_then_learn(members, drawn.chances(members, month, appeal, rows), rows["answered"].to_numpy())
            if month + 1 in MONTHS:
                found.append(_as_known(drawn, own.filter(pl.col("drifts_in") < month + 1), month + 1))
    return pl.concat(found)


def _as_known(drawn: Lives, pairs: pl.DataFrame, month: int) -> pl.DataFrame:
    """Compare what the two favourites of each pair are expected to count for now, over the lives as weighted."""
    weight = np.exp(drawn.log_weight - drawn.log_weight.max(1, keepdims=True))
    weight /= weight.sum(1, keepdims=True)
    has_drifted = drawn.drift <= month - 1
    parts = []
    for (name,), own in pairs.group_by("dimension", maintain_order=True):
        options = OPTIONS[str(name)]
        members = np.array([drawn.place[member] for member in own["member_id"]])
        now = np.where(has_drifted, drawn.later[str(name)], drawn.favourite[str(name)])[members]
        disliked = drawn.disliked[str(name)][members]
        taste = {}
        for side in ("old", "new"):
            at = np.array([options.index(element) for element in own[side]], np.int8)[:, None]
            liking = np.where(now == at, 3.0, np.where(disliked == at, 0.3, 0.8))
            taste[side] = (weight[members] * liking).sum(1)
        parts.append(own.with_columns(since=month - pl.col("drifts_in"), found=_above(taste["new"], taste["old"])))
    return pl.concat(parts)


def _above(new: Array, old: Array) -> pl.Series:
    return pl.Series((new > old).astype(float) + (new == old) / 2)


def shares(found: pl.DataFrame) -> list[float]:
    """Give the share of pairs found, by months since the change."""
    return [_share(found.filter(pl.col("since").is_between(first, last))["found"]) for first, last in BINS]


def _share(found: pl.Series) -> float:
    return float(found.to_numpy().mean()) if len(found) else float("nan")


def scored(folder: Path, days: dict[int, date], half_life: float) -> dict[int, pl.DataFrame]:
    """Load the world's files into a workspace and score it as of each of the days."""
    file = folder / f"{half_life:.0f}.duckdb"
    create(file)
    settings = ScoreSettings() if half_life == LEARNED else ScoreSettings(half_life_days=half_life)
    result = {}
    with Workspace(file) as workspace:
        for kind, path in folder_files(folder / "files"):
            if kind != "usage":
                load_file(workspace, kind, path, LoadOptions(region="CN"))
        for month, day in days.items():
            score(workspace, settings, day)
            result[month] = scores_of(workspace)
    return result


def sure_of(world: Workspace, file: Path) -> pl.DataFrame:
    """Give how many of the rows of `changed_taste` are of favourites that did change so."""
    pairs = changed_pairs(world)
    with Workspace(file, read_only=True) as workspace:
        rows = workspace.result("adhoc/changed_taste", rows=ROWS)
    sides = [
        pairs.select("member_id", "dimension", element=side, rises=pl.lit(side == "new"), is_true=pl.lit(value=True))
        for side in ("old", "new")
    ]
    told = rows.with_columns(
        rises=pl.col("change") > 0,
        is_outside=~pl.col("first_score").is_between(pl.col("last_low"), pl.col("last_high")),
    ).join(pl.concat(sides), on=["member_id", "dimension", "element", "rises"], how="left")
    by = pl.concat(
        [told.with_columns(of=pl.lit("all"))]
        + [
            told.filter(pl.col("is_outside") == outside).with_columns(of=pl.lit("outside" if outside else "inside"))
            for outside in (True, False)
        ]
    )
    return by.group_by("of", maintain_order=True).agg(
        rows=pl.len(), change=pl.col("change").abs().mean(), true=pl.col("is_true").fill_null(value=False).mean()
    )


def table_of(members: int, seed: int, lives: int, half_lives: Sequence[float]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Give the table by months since the change, and how sure a new favourite above the old one is."""
    with tempfile.TemporaryDirectory(prefix="drift-") as name:
        folder = Path(name)
        made = World(members, seed)
        (folder / "files").mkdir()
        made.write(folder / "files")
        pairs, days = changed_pairs(made._scratch), last_days(made._scratch)
        columns: dict[str, list[float]] = {}
        for half_life in half_lives:
            scores = scored(folder, days, half_life)
            found = pl.concat([found_by_scores(pairs, scores[month], month) for month in MONTHS])
            columns["scores" if half_life == LEARNED else f"{half_life:.0f} days"] = shares(found)
            if half_life == LEARNED:
                counts = [found.filter(pl.col("since").is_between(*ends)).height for ends in BINS]
                sure = sure_of(made._scratch, folder / f"{half_life:.0f}.duckdb")
        for label, knows_day in (("knows the world", False), ("and the day", True)):
            columns[label] = shares(found_by_oracle(made._scratch, pairs, lives, knows_day=knows_day))
        made.close()
    spans = [f"{first}–{last}" for first, last in BINS]
    return pl.DataFrame({"months since": spans, "pairs": counts, **columns}), sure


def main() -> None:
    """Print the table."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, default in (("members", 10_000), ("seed", 1), ("lives", 1_000)):
        asked.add_argument(f"--{name}", type=int, default=default)
    asked.add_argument("--half-lives", type=float, nargs="*", default=[365.0, 180.0, 90.0])
    options = asked.parse_args()
    table, sure = table_of(options.members, options.seed, options.lives, [LEARNED, *options.half_lives])
    with pl.Config(tbl_rows=-1, tbl_cols=-1, float_precision=3, tbl_hide_dataframe_shape=True, tbl_width_chars=140):
        sys.stdout.write(f"new favourite above the old\n{table}\n{SURE}\n{sure}\n")


if __name__ == "__main__":
    main()
