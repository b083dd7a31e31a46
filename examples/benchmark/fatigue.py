"""Whether a fall of answers with contacts is found where one is planted, and whether it foretells anything.

    python examples/benchmark/fatigue.py [--members 6000] [--seed 1]
    python examples/benchmark/fatigue.py --workspace attitude.duckdb

Bases of 52 weekly campaigns, in which who answers readily is contacted more. In "fall" each contact of the 30 days
before takes a fifth of the chance of an answer, in "none" nothing, in "uneven" four tenths of half the members' and
nothing of the others'. For each the table says, by contacts in the 30 days before: answers over those of members with
none, by bare rates (within campaigns); the same with each member's own record of before allowed for; and as
``fatigue_curve`` has it, each member beside themselves. Then how often the intervals of the table ``fatigue`` hold what
was planted, and of how many it is true who are called worn out.

The last line foretells each campaign after the fourth from those that were over by then: the AUC within campaigns and
the log-likelihood, of members' records alone and with the factor of pressure. With --workspace that line alone is made,
of a workspace that was scored.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from bound import Array, auc

from attitude.database import Workspace, create
from attitude.learn import pressure_curve
from attitude.load import LoadOptions, folder_files, load_file
from attitude.score import score
from attitude.settings import ScoreSettings

WORLDS = {"fall": (0.8, 0.8), "none": (1.0, 1.0), "uneven": (0.6, 1.0)}  # what a contact leaves, by halves of members
WEEKS, FIRST = 52, date(2025, 11, 1)
TRIALS = """
with trial as (
    select row_number() over (order by member_key, c.contacted_on, cell_key) as number, t.member_key, c.*,
        t.responded_at is not null as is_answered,
    from store.trials as t inner join store.cells as c using (cell_key)
),
before as (
    select a.number,
        count(b.number) filter (where b.contacted_on >= a.contacted_on - 30) as pressure,
        count(b.number) filter (where b.closes_on < a.contacted_on and b.is_answered) as answered_before,
        coalesce(sum(b.rate::decimal(18, 12)) filter (where b.closes_on < a.contacted_on), 0)::double
            as expected_before,
    from trial as a left join trial as b on a.member_key = b.member_key and b.contacted_on < a.contacted_on
    group by a.number
)
select t.member_key, t.campaign_key, pressure_class(b.pressure) as pressure, 1 as contacts,
    t.is_answered::integer as answered, t.rate as expected, t.contacted_on, t.closes_on, b.pressure as in_month,
    ratio_of(r.lookalike, s.shown_alpha, b.answered_before, b.expected_before) as ratio
from trial as t inner join before as b using (number)
inner join store.responsiveness as r using (member_key) cross join store.scorings as s
where t.is_closed
order by t.number
"""
COLUMNS = ("member_key", "campaign_key", "pressure", "contacts", "answered", "expected")


def write_world(folder: Path, leaves: tuple[float, float], members: int, seed: int) -> None:
    """Write members, campaigns, contacts and responses of a base whose members tire as told."""
    draw = np.random.default_rng(seed)
    readiness = np.exp(0.8 * draw.standard_normal(members) - 0.32)
    wanted = np.clip(0.25 * readiness**0.5 * np.exp(0.5 * draw.standard_normal(members)), 0.02, 0.9)
    left = np.where(np.arange(members) % 2 == 0, *leaves)
    reached, contacts, responses = np.zeros((WEEKS, members), bool), [], []
    for week in range(WEEKS):
        appeal, season = 0.06 * np.exp(0.3 * draw.standard_normal()), 1 + 0.5 * np.sin(week / 5)
        reached[week] = draw.random(members) < np.clip(wanted * season, 0, 0.95)
        pressed = reached[max(week - 4, 0) : week].sum(0)
        chance = np.minimum(appeal * readiness * left**pressed, 0.9)
        answers, after = draw.random(members) < chance, draw.integers(0, 5, members)
        day = FIRST + timedelta(days=7 * week)
        contacts += [f"M{m:06d},w{week:02d},{day}T10:00:00,sms" for m in np.flatnonzero(reached[week])]
        responses += [
            f"M{m:06d},w{week:02d},{day + timedelta(days=int(after[m]))}T12:00:00"
            for m in np.flatnonzero(reached[week] & answers)
        ]
    campaigns = [f"w{w:02d},p{w % 4},sms,{FIRST + timedelta(days=7 * w)},6" for w in range(WEEKS)]
    texts = {
        "members": ("member_id", [f"M{m:06d}" for m in range(members)]),
        "campaigns": ("campaign_id,product,channel,starts_on,response_days", campaigns),
        "contacts": ("member_id,campaign_id,contacted_at,channel", contacts),
        "responses": ("member_id,campaign_id,responded_at", responses),
    }
    for name, (head, rows) in texts.items():
        (folder / f"{name}.csv").write_text("\n".join([head, *rows, ""]), encoding="utf-8")


def trials_of(workspace: Workspace) -> pl.DataFrame:
    """Give every contact whose window has closed, with what was known of its member before."""
    names = (*COLUMNS, "contacted_on", "closes_on", "in_month", "ratio")
    return pl.DataFrame(workspace.rows(TRIALS), names, orient="row", infer_schema_length=None)


def beside_none(trials: pl.DataFrame, expected: Array) -> dict[int, float]:
    """Give answers by pressure over those of no pressure, campaigns levelled, members not."""
    campaign = np.unique(trials["campaign_key"].to_numpy(), return_inverse=True)[1]
    place = np.minimum(trials["pressure"].to_numpy(), 4)
    answered, factors, mean = trials["answered"].to_numpy(), np.ones(5), expected.copy()
    for _ in range(200):
        mean = mean * _scale(campaign, answered, mean)[campaign]
        step = _scale(place, answered, mean)
        mean, factors = mean * step[place], factors * np.pad(step, (0, 5 - len(step)), constant_values=1)
    return {at: float(factors[at] / factors[0]) for at in np.unique(place)}


def _scale(by: Array, answered: Array, mean: Array) -> Array:
    return np.bincount(by, answered) / np.maximum(np.bincount(by, mean), 1e-12)


def foretold(trials: pl.DataFrame) -> str:
    """Foretell each campaign by members' records, without and with the factor of pressure that was known by then."""
    days = trials.group_by("campaign_key").agg(pl.col("contacted_on").min()).sort("contacted_on", "campaign_key")
    rows = [row for key, day in days.rows()[4:] if (row := _one(trials, key, day)) is not None]
    weight, *figures = np.array(rows).T
    auc_without, auc_with, gain_without, gain_with = (float((f * weight).sum() / weight.sum()) for f in figures)
    return (
        f"{len(rows)} campaigns foretold: AUC {auc_without:.4f}, with the factor {auc_with:.4f}; log-likelihood "
        f"an answer {gain_without:.4f}, with it {gain_with:.4f}"
    )


def _one(trials: pl.DataFrame, key: int, day: date) -> tuple[float, ...] | None:
    past, now = trials.filter(pl.col("closes_on") < day), trials.filter(pl.col("campaign_key") == key)
    heard = past.filter(pl.col("answered").sum().over("member_key") > 0)
    answered = now["answered"].to_numpy().astype(bool)
    if heard["answered"].sum() < 50 or not 0 < answered.sum() < len(answered):
        return None
    curve = {
        one.pressure: (10 + one.responses) / (10 + one.responses / one.ratio)  # shrunk to none by ten answers
        for one in pressure_curve(*(heard[name].to_numpy() for name in COLUMNS))
        if one.ratio > 0
    }
    factor = np.array([curve.get(at, 1.0) for at in now["pressure"]])
    found = [now["ratio"].to_numpy(), now["ratio"].to_numpy() * factor]
    chances = [now["expected"].to_numpy() * ratio for ratio in found]
    levelled = [np.clip(chance * answered.sum() / chance.sum(), 1e-4, 0.95) for chance in chances]
    likelihoods = [np.where(answered, np.log(p), np.log1p(-p)).sum() / answered.sum() for p in levelled]
    return float(answered.sum()), *(auc(ratio, answered) for ratio in found), *map(float, likelihoods)


def judged(workspace: Workspace, trials: pl.DataFrame, leaves: tuple[float, float]) -> Iterator[str]:
    """Say how often a member's interval holds what was planted, and of whom worn out is said."""
    found = workspace.rows("select min(contacts_before) from fatigue_curve where is_fall")[0][0]
    if found is None:
        yield "no fall is seen: everybody fits"
        return
    keys: dict[str, int] = dict(workspace.rows("select member_id, member_key from store.persons"))
    left = {key: leaves[int(member[1:]) % 2] for member, key in keys.items()}
    pressed = trials.filter(pl.col("pressure") >= found).with_columns(left=pl.col("member_key").replace_strict(left))
    truth = dict(
        pressed.group_by("member_key").agg(
            ((pl.col("left") ** pl.col("in_month")) * pl.col("expected")).sum() / pl.col("expected").sum()
        ).rows()
    )  # fmt: skip
    rows = workspace.rows("select member_id, fatigue, ratio_low, ratio_high from fatigue where contacts_pressed > 0")
    holds = [low <= truth[keys[member]] <= high for member, _, low, high in rows]
    yield f"intervals that hold what was planted: {np.mean(holds):.3f} of {len(holds):,}"
    for name in ("under", "fits", "over", "worn out"):
        own = np.array([left[keys[member]] for member, fatigue, *_ in rows if fatigue == name])
        share = f"{np.mean(own < 1):.2f}" if len(own) else "none"
        yield f"{name}: {len(own):,} of those ever pressed, of whom a contact takes something: {share}"


def shown(name: str, leaves: tuple[float, float], members: int, seed: int) -> Iterator[str]:
    """Make a world, score it, and say what is found."""
    with tempfile.TemporaryDirectory(prefix="fatigue-") as text:
        folder = Path(text)
        (folder / "files").mkdir()
        write_world(folder / "files", leaves, members, seed)
        create(folder / "a.duckdb")
        with Workspace(folder / "a.duckdb") as workspace:
            for kind, file in folder_files(folder / "files"):
                load_file(workspace, kind, file, LoadOptions())
            score(workspace, ScoreSettings())
            yield from _table(name, workspace, leaves)


def _table(name: str, workspace: Workspace, leaves: tuple[float, float]) -> Iterator[str]:
    trials = trials_of(workspace)
    expected = trials["expected"].to_numpy()
    bare, own = beside_none(trials, expected), beside_none(trials, expected * trials["ratio"].to_numpy())
    yield f"{name}: contacts before, answers by bare rates, beside the record of before, beside themselves (90 %)"
    for at, ratio, low, high, is_fall in workspace.rows(
        "select contacts_before, ratio, ratio_low, ratio_high, is_fall from fatigue_curve order by 1"
    ):
        yield f"{at:>3}{bare[at]:>8.2f}{own[at]:>8.2f}{ratio:>8.2f} ({low:.2f} to {high:.2f}){' fall' * is_fall}"
    yield from judged(workspace, trials, leaves)
    yield foretold(trials)


def main() -> None:
    """Print what is asked."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--members", type=int, default=6_000)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--workspace", type=Path)
    options: Any = asked.parse_args()
    if options.workspace:
        with Workspace(options.workspace, read_only=True) as workspace:
            sys.stdout.write(foretold(trials_of(workspace)) + "\n")
        return
    for name, leaves in WORLDS.items():
        for line in shown(name, leaves, options.members, options.seed):
            sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()
