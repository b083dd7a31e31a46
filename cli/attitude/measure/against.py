"""Two campaigns against one another: rates, lift and money of both, how far apart they are, and whether that tells."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from attitude.database import Workspace, act
from attitude.errors import UsageError
from attitude.goals import Goal
from attitude.measure.chance import chance_of, corrected
from attitude.measure.lift import compare_sides
from attitude.measure.step import MeasureResult, check_campaign, make_arms, scored_window, with_slice_name
from attitude.measure.words import about_bands
from attitude.profiles import find_scores_before

if TYPE_CHECKING:
    import polars as pl

_Z = 1.959963984540054
_GAPS = ("answers_gap", "outcome_gap", "lift_gap", "value_gap")
_UNLIKE = 0.1  # standard deviations between two audiences, beyond which they are held to be unlike
_SEASON_DAYS = 45
_YEAR = 365
Row = dict[str, Any]


@act
def against(
    workspace: Workspace,
    campaign: str,
    other: str,
    response_days: int | None = None,
    *,
    by: str = "cell",
    goal: Goal | None = None,
) -> MeasureResult:
    """Test a campaign against another, and say whether the two can be compared.

    Parameters
    ----------
    workspace
        May be open read-only.
    campaign, other
        Their ids; gaps are the first less the other.
    response_days, by, goal
        As in `attitude.measure.measure`; both are cut alike, and each slice has its own controls alone.

    Returns
    -------
    MeasureResult
        One row per slice, ``all`` first, see ``queries/measure/against.sql``; each gap has ``_p``, by its interval,
        and ``_p_adjusted``, corrected after Holm over the rows. The notes say whether the two can be compared.

    Raises
    ------
    UsageError
        When there is no such campaign or attribute, or both are one.
    """
    for name in (campaign, other):
        check_campaign(workspace, name)
    if campaign == other:
        raise UsageError(f"'{campaign}' is one campaign, not two: name another, or 'attitude measure {campaign}'")
    make_arms(workspace, [campaign, other], response_days or scored_window(workspace), goal=goal)
    (first,) = workspace.row("select campaign_number from measured where campaign_id = ?", [campaign])
    compare_sides(workspace, by)
    workspace.run("measure/side_ties", first=first)
    bands = about_bands(workspace, campaign, by)
    likeness = _likeness(workspace, first)
    table = _tested(workspace.result("measure/against", first=first, is_same=is_same(likeness)))
    notes = (*about_likeness(campaign, other, likeness), *bands)
    return MeasureResult(with_slice_name(table, by), notes, "against", campaigns=(campaign, other))


def _likeness(workspace: Workspace, first: int) -> Row:
    workspace.run("measure/asked_scores", dimension=None)
    find_scores_before(workspace)
    return workspace.result("measure/likeness", first=first).row(0, named=True)


def is_same(likeness: Row) -> bool:
    """Say whether both campaigns count the same outcome, which those held out can show too."""
    counted = likeness["is_compared"] and likeness["other_is_compared"] and likeness["outcome"] is not None
    return bool(counted and likeness["goal"] == likeness["other_goal"])


def _tested(table: pl.DataFrame) -> pl.DataFrame:
    """Add the p-value of each gap beside it; those of slices are corrected for being several."""
    import polars as pl

    for name in _GAPS:
        tests = [_chance(*ends) for ends in table.select(name, f"{name}_low", f"{name}_high").rows()]
        adjusted = [*tests[:1], *corrected(tests[1:])]
        more = {f"{name}_p": tests, f"{name}_p_adjusted": adjusted}
        at = table.columns.index(f"{name}_high") + 1
        columns = [pl.Series(column, values, pl.Float64) for column, values in more.items()]
        table = table.select(*table.columns[:at], *columns, *table.columns[at:])
    return table


def _chance(gap: float | None, low: float | None, high: float | None) -> float | None:
    """Give the p-value that says of 0 what the interval says: by how far it reaches toward 0."""
    if gap is None or low is None or high is None:
        return None
    reach = gap - low if gap > 0 else high - gap
    return chance_of(gap, (reach / _Z) ** 2)


def about_likeness(campaign: str, other: str, likeness: Row) -> Iterator[str]:
    """Say whether two campaigns can be compared, and all that stands against it.

    Parameters
    ----------
    likeness
        The row of ``measure/likeness``.
    """
    empty = [name for name, key in ((campaign, "members"), (other, "other_members")) if not likeness[key]]
    if empty:
        yield f"nobody was contacted in {' and '.join(repr(one) for one in empty)}: there is nothing to compare"
        return
    found = [*_about_product(likeness), *_about_outcome(campaign, other, likeness), *_about_season(likeness)]
    found += _about_audience(likeness)
    if found:
        yield "a gap may be of more than the message, for the two are not alike:"
        yield from found
    elif likeness["score_difference"] is not None:
        yield "the two can be compared: same product, same outcome, same season, audiences alike"
    else:
        yield "as far as is known the two can be compared: same product, same outcome, same season"
    if likeness["score_difference"] is None:
        yield "how responsive the two audiences were before is not known: 'attitude score' makes scores"
    yield from _about_members(likeness)


def _about_product(likeness: Row) -> Iterator[str]:
    mine, theirs = likeness["products"], likeness["other_products"]
    if mine != theirs:
        yield f"different products: {mine or 'none'} against {theirs or 'none'}"


def _about_outcome(campaign: str, other: str, likeness: Row) -> Iterator[str]:
    bare = [
        name
        for name, key in ((campaign, "is_compared"), (other, "other_is_compared"))
        if not likeness[key]
    ]  # fmt: skip
    if bare:
        yield f"nobody was held out of {' and '.join(bare)}: rates of answers alone can be laid side by side, no lift"
    elif likeness["outcome"] is None or likeness["other_outcome"] is None:
        yield "nothing loaded shows an outcome of those held out of both, so there is no lift to compare"
    elif likeness["goal"] != likeness["other_goal"]:
        yield (
            f"different outcomes: {likeness['goal']} against {likeness['other_goal']}, so lifts are not compared; "
            "--goal measures both by one"
        )


def _about_season(likeness: Row) -> Iterator[str]:
    middles = [
        likeness[f"{whose}first_on"] + (likeness[f"{whose}last_on"] - likeness[f"{whose}first_on"]) / 2
        for whose in ("", "other_")
    ]
    apart = abs((middles[0] - middles[1]).days) % _YEAR
    if min(apart, _YEAR - apart) > _SEASON_DAYS:
        spans = [f"{likeness[f'{whose}first_on']} to {likeness[f'{whose}last_on']}" for whose in ("", "other_")]
        yield f"different seasons: answers count {spans[0]}, and {spans[1]}"


def _about_audience(likeness: Row) -> Iterator[str]:
    difference = likeness["score_difference"]
    if difference is not None and abs(difference) > _UNLIKE:
        more = "more" if difference > 0 else "less"
        yield (
            f"different audiences: those of the first were {more} responsive before, {likeness['score']:.1f} against "
            f"{likeness['other_score']:.1f} ({abs(difference):.2f} standard deviations)"
        )


def _about_members(likeness: Row) -> Iterator[str]:
    both, mine, theirs = likeness["shared"], likeness["members"], likeness["other_members"]
    yield (
        f"in both: {both:,} members, {both / mine:.1%} of the first's and {both / theirs:.1%} of the other's; "
        "intervals count them once"
    )
    if likeness["mixed"]:
        yield f"contacted by one of the two and held out of the other: {likeness['mixed']:,}"
