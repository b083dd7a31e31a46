"""The scores against the best there can be: in the built-in world the truth is planted, and its best estimate known.

How the bound is computed. Nobody can know a member's tastes; the best that can be done from a history is the mean of
the true chance of an answer over all tastes that the history allows, each weighted by how likely it makes that
history. Here that mean is taken with everything known that the world was planted with: how tastes are drawn, by age
and brand; how much a favourite counts; when tastes drift; how much each campaign appealed. For each member several
hundred lives (responsiveness, favourites before and after a drift, dislikes) are drawn as the world draws them, and
weighted by the likelihood of what the member answered before the campaign (importance sampling, exact as draws grow).
The replay knows none of this: it must learn how much attributes, channels and products matter from the same history,
so it is held to the bound once a year of campaigns has gone by.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl
import pytest

from attitude.backtest import backtest
from attitude.database import Workspace, create
from attitude.load import LoadOptions, folder_files, load_file
from attitude.settings import ScoreSettings
from attitude.world import World

MEMBERS, LIVES, LAST = 20_000, 400, 3
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
    """What the tastes of each member may be: ``LIVES`` draws each, with the weight that history leaves them."""

    def __init__(self, world: Workspace) -> None:
        people = world.rows("select member_id, brand, age_band from people order by member_id")
        self.place = {member: at for at, (member, _, _) in enumerate(people)}
        age = np.array([AGES.index(band) for _, _, band in people])
        level = np.array([BRANDS[brand] for _, brand, _ in people]) * (1.25 - 0.1 * (age + 1))
        draw = np.random.default_rng(1)
        shape = (len(people), LIVES)
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
    ranks = pl.Series(score).rank("average").to_numpy()
    ones = int(answered.sum())
    return float((ranks[answered].sum() - ones * (ones + 1) / 2) / (ones * (len(answered) - ones)))


def best_possible(world: Workspace) -> dict[str, float]:
    """Give the AUC of the best estimate by campaign."""
    lives, found = Lives(world), {}
    for campaign, month, appeal in world.rows(
        "select campaign_id, month_index, appeal from world_campaigns order by month_index"
    ):
        rows = world.rows(CONTACTS, [campaign])
        contacts = pl.DataFrame(rows, ["member_id", *OPTIONS, "answered"], orient="row")
        members = np.array([lives.place[member] for member in contacts["member_id"]])
        answered = contacts["answered"].to_numpy()
        expected = lives.expect_then_learn(members, lives.chances(members, month, appeal, contacts), answered)
        found[campaign] = auc(expected, answered)
    return found


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, float], pl.DataFrame]:
    folder = tmp_path_factory.mktemp("bound")
    made = World(MEMBERS, 1)
    (folder / "files").mkdir()
    made.write(folder / "files")
    bound = best_possible(made._scratch)
    made.close()
    create(folder / "a.duckdb")
    with Workspace(folder / "a.duckdb") as workspace:
        for kind, file in folder_files(folder / "files"):
            if kind != "usage":
                load_file(workspace, kind, file, LoadOptions(region="CN"))
    return bound, backtest(folder / "a.duckdb", ScoreSettings(), 1, last=LAST).campaigns


def test_the_replay_comes_within_two_hundredths_of_the_best_possible(
    world: tuple[dict[str, float], pl.DataFrame],
) -> None:
    bound, campaigns = world
    assert campaigns.height == LAST
    responses = campaigns["responses"].to_numpy()
    best = np.array([bound[campaign] for campaign in campaigns["campaign_id"]])
    reached = float((campaigns["auc"].to_numpy() * responses).sum() / (best * responses).sum())
    assert 0.98 <= reached <= 1.01, f"{reached:.4f} of the best possible"
