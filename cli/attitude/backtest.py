"""The replay: what the scores would have said the day before each past campaign, beside what came of it.

Everything is learned anew for each campaign from what was known the day before it began: contacts and answers by then,
and the constants of the model learned from those alone. Attributes of members have no history and are today's.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from attitude.database import Watch, Workspace, act
from attitude.errors import BadDataError
from attitude.forecasts import interval
from attitude.learn import find_telltales, learn, may_boost
from attitude.profiles import define_scores
from attitude.score import gather, latest_event, weigh
from attitude.settings import ScoreSettings, SendSettings

if TYPE_CHECKING:
    import polars as pl

MEMBERS = 200_000
SKIP = 4  # campaigns, until there is a history to speak of


@dataclass(frozen=True)
class Backtest:
    """How well past campaigns would have been foreseen.

    Parameters
    ----------
    methods
        One row per way of ranking: within-campaign AUC and lift of the best tenth, weighted by responses.
    campaigns
        One row per campaign, the learning curve; low, high and is_inside: the 80 % interval of its answers as it would
        have been told the day before, and whether what came lies in it.
    calibration
        One row per tenth of the predictions: predicted and observed responses.
    share
        Of the members, that were replayed.
    telltales
        Attributes left out, each with the campaign whose answers it knows.
    inside
        How many campaigns ended inside their 80 % interval, and of how many.
    """

    methods: pl.DataFrame
    campaigns: pl.DataFrame
    calibration: pl.DataFrame
    share: float
    telltales: dict[str, str] = field(default_factory=dict)
    inside: tuple[int, int] = (0, 0)


def backtest(
    path: Path,
    settings: ScoreSettings,
    seed: int,
    members: int = MEMBERS,
    skip: int = SKIP,
    last: int | None = None,
    watch: Watch | None = None,
) -> Backtest:
    """Replay the history of a workspace, which is only read.

    Parameters
    ----------
    path
        The workspace file.
    settings, seed
        Constants that the settings name are not learned; the seed is of the random ranking.
    members
        How many to replay, a sample by a hash of their ids; all of them where there are fewer.
    skip
        Campaigns at the start that the totals leave out, while there is little to learn from.
    last
        Replay only so many of the latest campaigns; by default all.

    Raises
    ------
    BadDataError
        When no campaign has a history before it.
    UsageError
        When the settings ask for trees that cannot be grown.
    """
    may_boost(settings)
    with Workspace(None, watch=watch) as scratch, scratch.unordered():
        share = _copy(path, scratch, members)
        gather(scratch, settings, latest_event(scratch), full=True)
        scratch.run("backtest/outcomes")
        scratch.run("backtest/replayed", last=last)
        scratch.run("backtest/predictions")
        telltales = find_telltales(scratch)
        for campaign_key, first_day in scratch.rows("select campaign_key, first_day from replayed"):
            _replay(scratch, settings, seed, campaign_key, first_day - timedelta(days=1), telltales)
        if scratch.row("select count(*) from predictions")[0] == 0:
            raise BadDataError("no campaign has another before it whose answers are known; nothing to foresee")
        scratch.run("backtest/measures")
        campaigns = _with_intervals(scratch.result("backtest/campaigns"))
        later = campaigns.filter(campaigns["position"] > skip)["is_inside"]
        return Backtest(
            scratch.result("backtest/methods", skip=skip),
            campaigns.drop("position"),
            scratch.result("backtest/calibration", skip=skip),
            share,
            telltales,
            (int(later.sum()), len(later)),
        )


def _with_intervals(campaigns: pl.DataFrame) -> pl.DataFrame:
    """Put beside what was predicted of each campaign its 80 % interval, and whether what came lies in it."""
    import polars as pl

    pairs = [interval(*row) for row in campaigns.select("predicted", "spread").iter_rows()]
    low, high = (pl.Series([pair[end] for pair in pairs], dtype=pl.Int64) for end in (0, 1))
    at = campaigns.columns.index("predicted") + 1
    is_inside = campaigns["responses"].is_between(low, high)
    columns = campaigns.drop("spread").get_columns()
    added = [low.alias("low"), high.alias("high"), is_inside.alias("is_inside")]
    return pl.DataFrame([*columns[:at], *added, *columns[at:]])


def _copy(path: Path, scratch: Workspace, members: int) -> float:
    """Bring a sample of the members, with all that is known of them, into a scratch database."""
    scratch.make_tables()
    with scratch.attached(path, "original"):
        known = int(scratch.row("select count(*) from original.store.persons")[0])
        share = min(1.0, members / max(known, 1))
        scratch.run("backtest/copied", share=share)
        scratch.run("backtest/copy")
    return share


@act
def _replay(
    scratch: Workspace, settings: ScoreSettings, seed: int, campaign_key: int, day: date, telltales: dict[str, str]
) -> None:
    try:
        gathered = gather(scratch, settings, day, full=True)
    except BadDataError:  # the first campaign of all has nothing before it
        return
    constants = learn(scratch, settings, telltales)
    weigh(scratch, constants, gathered, SendSettings())
    define_scores(scratch)
    scratch.run("score/responsiveness")
    scratch.run("backtest/baselines", campaign_key=campaign_key, as_of=day)
    scratch.run("backtest/predict", campaign_key=campaign_key, seed=seed)
