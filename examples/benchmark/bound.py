"""The scores against the best there can be: in the built-in world the truth is planted, and its best estimate known.

    python examples/benchmark/bound.py [--members 20000] [--seed 1] [--lives 1000] [--last N]

How the bound is computed. Nobody can know a member's tastes; the best that can be done from a history is the mean of
the true chance of an answer over all tastes that the history allows, each weighted by how likely it makes that
history. Here that mean is taken with everything known that the world was planted with: how tastes are drawn, by age
and brand; how much a favourite counts; when tastes drift; how much each campaign appealed. For each member many lives
(responsiveness, favourites before and after a drift, dislikes) are drawn as the world draws them, and weighted by the
likelihood of what the member answered before the campaign: importance sampling, exact as draws grow. With too few lives
the bound is too low: 400 give 0.4 to 1 % less than 4,000.
The replay knows none of this: it must learn how much attributes, channels and products matter from the same history.

The last line says how often the 90 % intervals of scores, all of the history known, hold the truth planted.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from attitude.backtest import backtest
from attitude.database import Workspace, create
from attitude.load import LoadOptions, folder_files, load_file
from attitude.score import score
from attitude.settings import ScoreSettings
from attitude.world import World

BLOCK = 2_000  # members whose lives are in memory at once
Array = np.ndarray[Any, Any]

OPTIONS = {
    "channel": ["sms", "email", "call", "app"],
    "product": ["voice-family", "data-pack", "music", "concert", "roaming"],
    "timing": ["daily", "holiday", "event"],
    "gift": ["coupon", "points", "household", "electronics"],
}
AGES = ["18-24", "25-34", "35-44", "45-54", "55+"]
TYPICAL = {
    "channel": ["app", "app", "sms", "email", "call"],
    "product": ["music", "data-pack", "voice-family", "voice-family", "roaming"],
    "gift": ["electronics", "coupon", "household", "household", "points"],
}
BRANDS = {"M-Zone": 1.5, "GoTone": 1.0, "Easy": 0.7}
FACTORS = {"call": 1.3, "email": 0.7, "coupon": 1.3, "points": 0.8}

CONTACTS = """
select c.member_id, c.channel, g.product, g.timing, c.gift, r.responded_at is not null as answered
from world_contacts as c
inner join world_campaigns as g using (campaign_id)
left join (
    select member_id, campaign_id, min(responded_at) as responded_at
    from world_responses group by all
) as r on c.member_id = r.member_id and c.campaign_id = r.campaign_id
    and r.responded_at::date between c.contacted_at::date and c.contacted_at::date + 30
where c.campaign_id = ? and not c.is_control and c.delivered
order by c.member_id
"""


class Lives:
    """What the tastes of each member may be: so many draws each, with the weight that history leaves them."""

    def __init__(self, people: list[tuple[str, str, str]], lives: int, seed: int) -> None:
        self.place = {member: at for at, (member, _, _) in enumerate(people)}
        age = np.array([AGES.index(band) for _, _, band in people])
        level = np.array([BRANDS[brand] for _, brand, _ in people]) * (1.25 - 0.1 * (age + 1))
        draw = np.random.default_rng(seed)
        shape = (len(people), lives)
        self.responsiveness = np.exp(0.8 * draw.standard_normal(shape, np.float32) - 0.32) * level[:, None]
        self.drift = np.where(draw.random(shape, np.float32) < 0.3, 6 + draw.integers(0, 14, shape), 99).astype(np.int8)
        self.favourite, self.later, self.disliked = ({}, {}, {})  # type: dict[str, Array], dict[str, Array], dict[str, Array]
        for name, options in OPTIONS.items():
            first, later, disliked = (draw.integers(0, len(options), shape, np.int8) for _ in range(3))
            if name in TYPICAL:
                typical = np.array([options.index(TYPICAL[name][a]) for a in age], dtype=np.int8)
                first = np.where(draw.random(shape, np.float32) < 0.4, typical[:, None], first)
            self.favourite[name], self.later[name], self.disliked[name] = first, later, disliked
        self.log_weight = np.zeros(shape, np.float32)

    def chances(self, members: Array, month: int, appeal: float, contacts: pl.DataFrame) -> Array:
        """Give the chance of an answer in each life, contacts by lives."""
        has_drifted = self.drift[members] <= month
        chance = 0.05 * appeal * self.responsiveness[members]
        for name, options in OPTIONS.items():
            offered = contacts[name]
            chance *= offered.replace_strict(FACTORS, default=1.0).to_numpy()[:, None]
            at = np.array([options.index(element) for element in offered], dtype=np.int8)[:, None]
            favourite = np.where(has_drifted, self.later[name][members], self.favourite[name][members])
            chance *= np.where(favourite == at, 3.0, np.where(self.disliked[name][members] == at, 0.3, 0.8))
        found: Array = np.minimum(chance, 0.9)
        return found

    def expect_then_learn(self, members: Array, chances: Array, answered: Array) -> Array:
        """Give the mean chance over the lives as weighted so far, and weigh them by what came of it."""
        weight = np.exp(self.log_weight[members] - self.log_weight[members].max(1, keepdims=True))
        expected: Array = (weight * chances).sum(1) / weight.sum(1)
        self.log_weight[members] += np.where(answered[:, None], np.log(chances), np.log1p(-chances))
        return expected


def auc(score: Array, answered: Array) -> float:
    """Give the chance that one who answered ranks before one who did not."""
    ranks = pl.Series(score).rank("average").to_numpy()
    ones = int(answered.sum())
    return float((ranks[answered].sum() - ones * (ones + 1) / 2) / (ones * (len(answered) - ones)))


def best_possible(world: Workspace, lives: int) -> dict[str, float]:
    """Give the AUC of the best estimate by campaign, from so many lives of each member."""
    campaigns = world.rows("select campaign_id, month_index, appeal from world_campaigns order by month_index")
    contacts = {
        campaign: pl.DataFrame(world.rows(CONTACTS, [campaign]), ["member_id", *OPTIONS, "answered"], orient="row")
        for campaign, _, _ in campaigns
    }
    people = world.rows("select member_id, brand, age_band from people order by member_id")
    found: dict[str, list[tuple[Array, Array]]] = {campaign: [] for campaign, _, _ in campaigns}
    for first in range(0, len(people), BLOCK):
        block = people[first : first + BLOCK]
        drawn = Lives(block, lives, first + 1)
        names = [member for member, _, _ in block]
        for campaign, month, appeal in campaigns:
            rows = contacts[campaign].filter(pl.col("member_id").is_in(names))
            members = np.array([drawn.place[member] for member in rows["member_id"]])
            answered = rows["answered"].to_numpy()
            expected = drawn.expect_then_learn(members, drawn.chances(members, month, appeal, rows), answered)
            found[campaign].append((expected, answered))
    return {campaign: auc(*map(np.concatenate, zip(*parts, strict=True))) for campaign, parts in found.items()}


def replayed(
    folder: Path, members: int, seed: int, lives: int, last: int | None
) -> tuple[pl.DataFrame, float, pl.DataFrame]:
    """Make a world, give each replayed campaign with its AUC and the best possible, and the share reached over all.

    Also how often the intervals of scores hold the truth.

    Campaigns are weighted by their responses, as the replay does.
    """
    made = World(members, seed)
    (folder / "files").mkdir()
    made.write(folder / "files")
    bound = best_possible(made._scratch, lives)
    create(folder / "a.duckdb")
    with Workspace(folder / "a.duckdb") as workspace:
        for kind, file in folder_files(folder / "files"):
            if kind != "usage":
                load_file(workspace, kind, file, LoadOptions(region="CN"))
        score(workspace, ScoreSettings())
    held = made.intervals_held(folder / "a.duckdb")
    made.close()
    campaigns = backtest(folder / "a.duckdb", ScoreSettings(), seed, last=last).campaigns
    best = pl.Series("best_possible", [bound[campaign] for campaign in campaigns["campaign_id"]])
    table = campaigns.select("campaign_id", "responses", "auc").with_columns(best)
    return table, share_reached(table), held


def share_reached(table: pl.DataFrame) -> float:
    """Say what share of the best possible AUC is reached, campaigns weighted by their responses."""
    weight, found, best = (table[name].to_numpy() for name in ("responses", "auc", "best_possible"))
    return float((found * weight).sum() / (best * weight).sum())


def main() -> None:
    """Print the campaigns and what is reached."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, default in (("members", 20_000), ("seed", 1), ("lives", 1_000), ("last", None)):
        asked.add_argument(f"--{name}", type=int, default=default)
    options = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="bound-") as folder:
        table, _, held = replayed(Path(folder), options.members, options.seed, options.lives, options.last)
    for campaign, responses, found, best in table.iter_rows():
        sys.stdout.write(f"{campaign:<24}{responses:>8,}{found:>8.4f}{best:>8.4f}{found / best:>8.2%}\n")
    sys.stdout.write(f"reached of the best possible: {share_reached(table.slice(0 if options.last else 4)):.2%}\n")
    shares = ", ".join(f"{dimension} {share:.1%}" for dimension, _, share in held.iter_rows())
    sys.stdout.write(f"intervals of 90 % that hold the truth: {shares}\n")


if __name__ == "__main__":
    main()
