"""Lift, row by row: sums and intervals of rates from SQL, completed by what needs Student and Fisher."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attitude.database import Workspace, quoted
from attitude.dimensions import dimensions_of, own_dimensions
from attitude.elements import CAMPAIGN_SLICES, LIST_SLICES, SCORE_SLICES, is_score_slice
from attitude.errors import UsageError, nearest
from attitude.measure.chance import chance_of, corrected, difference_of_means, difference_of_rates
from attitude.members import VALUE_COLUMNS, members_with, value_columns
from attitude.profiles import find_scores_before, known_attributes

if TYPE_CHECKING:
    import polars as pl

_BANDS = {"propensity": "propensity_bands", "added": "added_bands"}  # of `LIST_SLICES`


def compare(workspace: Workspace, by: str) -> pl.DataFrame:
    """Compare the arms, all together and slice by slice; gives one row each, and keeps them in the temp table ``lift``.

    Parameters
    ----------
    workspace
        With ``arms`` in place.
    by
        One of `attitude.elements.CAMPAIGN_SLICES`, or a dimension that the settings name; one of
        `attitude.elements.SCORE_SLICES`, in bands of ten points of what it was before the campaign; ``propensity`` or
        ``added``, in tenths of the list; or an attribute of members. A segment or a band is compared with its own
        controls alone; a cell, which is of the campaign's making, with all controls where it has none of its own.

    Raises
    ------
    UsageError
        When there is no such attribute.
    """
    _lift(workspace, cut(workspace, by), is_own_only=not _is_of_campaign(workspace, by))
    return _completed(workspace.frame("from lift order by is_all desc, slice"))


def cut(workspace: Workspace, by: str) -> str:
    """Cut the members of ``arms`` in slices, see `compare`; gives the name of the relation."""
    if _is_of_campaign(workspace, by):
        workspace.run("measure/slices", slice_by=by)
        return "slices"
    if by in LIST_SLICES:
        workspace.run(f"measure/{_BANDS[by]}")
        return _BANDS[by]
    if is_score_slice(by):
        _cut_in_bands(workspace, by)
        return "score_bands"
    _cut_in_segments(workspace, by)
    return "segments"


def _is_of_campaign(workspace: Workspace, by: str) -> bool:
    return by in CAMPAIGN_SLICES or by in own_dimensions(workspace)


def compare_sides(workspace: Workspace, by: str) -> None:
    """Make ``lift`` of two campaigns that are cut alike, each slice with its own controls, and ``influences`` of it."""
    workspace.define(f"create or replace temp view cut_alike as from {cut(workspace, by)}")
    workspace.run("measure/by_side")
    _lift(workspace, "by_side", is_apart=True)
    workspace.run("measure/influences")


def compare_campaigns(workspace: Workspace) -> pl.DataFrame:
    """Compare the arms of several campaigns, each with its own controls; see `compare`.

    The rows are those that each campaign has alone, ``slice`` is its id; what ``all`` of them together would be is not
    among them, for members and rates of campaigns differ. ``p_adjusted`` is corrected for their number.
    """
    workspace.run("measure/by_campaign")
    _lift(workspace, "by_campaign", is_apart=True)
    return _completed(workspace.frame("from lift where is_all = 0 order by slice"))


def widened(workspace: Workspace) -> dict[str, float]:
    """Say how much wider members who are in several campaigns make the interval of a sum over them.

    Parameters
    ----------
    workspace
        With ``arms`` of the campaigns in place, just compared by `compare_campaigns`.

    Returns
    -------
    dict
        Factors of the half-widths that square-and-add gives: ``answers``, ``value`` and ``paid`` (of the added value
        where the cost is known); 1 where nobody is in several. See ``queries/measure/widened.sql``.
    """
    (most_key,) = workspace.row("select coalesce(max(member_key), 0) from store.persons")
    if not workspace.result("measure/repeated", most_key=most_key).item():
        return dict.fromkeys(("answers", "value", "paid"), 1.0)
    workspace.run("measure/influences")
    return workspace.result("measure/widened").row(0, named=True)


def _lift(workspace: Workspace, compared: str, *, is_own_only: bool = True, is_apart: bool = False) -> None:
    """Make ``lift`` of the members and slices of a relation."""
    workspace.define(f"create or replace temp view compared as from {compared}")
    steps = ("strata", "slice_arms", "stratified", "lift")
    workspace.run(*(f"measure/{step}" for step in steps), is_own_only=is_own_only, is_apart=is_apart)


def _cut_in_bands(workspace: Workspace, score: str) -> None:
    dimension = None if score == "responsiveness" else score.removesuffix("-score")
    dimensions = dimensions_of(workspace)
    if dimension not in (None, *dimensions):
        names = [f"{name}-score" for name in dimensions]
        raise UsageError(f"--by {score}: offers have no such dimension{nearest(score, names)}")
    workspace.run("measure/asked_scores", dimension=dimension)
    find_scores_before(workspace)
    workspace.run("measure/score_bands", is_element=dimension is not None)


def _cut_in_segments(workspace: Workspace, attribute: str) -> None:
    if value_columns(workspace, [attribute]):
        _cut_by_value(workspace, attribute)
        return
    known = known_attributes(workspace)
    if attribute not in known:
        names = [*CAMPAIGN_SLICES, *own_dimensions(workspace), *SCORE_SLICES, *LIST_SLICES, *known, *VALUE_COLUMNS]
        raise UsageError(f"--by {attribute}: no attribute of members has this name{nearest(attribute, names)}")
    marks = workspace.rows(
        "select number_mark(is_integer, is_number, is_point, is_comma) from store.attribute_types "
        "where attribute = ? and not is_boolean",
        [attribute],
    )
    mark = marks[0][0] if marks else None
    text = quoted(attribute) if mark is None else f"figure_text({quoted(attribute)}, '{mark}')"
    workspace.define(
        f"create or replace temp view attribute_texts as select member_key, {text} as text from store.members"
    )
    workspace.run("measure/segments", is_number=mark is not None)


def _cut_by_value(workspace: Workspace, column: str) -> None:
    """Cut by what is kept of members' value, as it stands: it is of the month kept last, not of the campaign's."""
    members, name = members_with(workspace, [column]), quoted(column)
    is_number = workspace.describe(f"select {name} from {members}")[column] not in ("VARCHAR", "DATE")
    workspace.define(
        f"create or replace temp view attribute_texts as select member_key, {name}::varchar as text from {members}"
    )
    workspace.run("measure/segments", is_number=is_number)


def _completed(table: pl.DataFrame) -> pl.DataFrame:
    """Add p-values and the interval of the value; p-values of slices are corrected for being several."""
    import polars as pl

    rows = table.rows(named=True)
    tests = [_by_chance(row) for row in rows]
    slices = [at for at, row in enumerate(rows) if row["is_all"] == 0]
    adjusted = dict(zip(slices, corrected([tests[at]["p_value"] for at in slices]), strict=True))
    more = pl.DataFrame(
        {
            "value_low": [test["value_low"] for test in tests],
            "value_high": [test["value_high"] for test in tests],
            "p_value": [test["p_value"] for test in tests],
            "p_adjusted": [adjusted.get(at, test["p_value"]) for at, test in enumerate(tests)],
            "test": [test["test"] for test in tests],
        },
        schema={
            **dict.fromkeys(("value_low", "value_high", "p_value", "p_adjusted"), pl.Float64),
            "test": pl.String,
        },
    )
    return table.with_columns(more).select("slice", *_ORDER)


_ORDER = (
    *("treated", "delivered", "answers", "answer_rate", "unseen", "responses", "rate"),
    *("control", "control_responses", "control_rate", "base"),
    *("difference", "difference_low", "difference_high", "p_value", "p_adjusted", "test"),
    *("relative_lift", "relative_low", "relative_high"),
    *("incremental_responses", "incremental_low", "incremental_high"),
    *("value", "incremental_value", "value_low", "value_high"),
    *("cost", "cost_per_response", "cost_per_added", "return", "open_until", "share_in"),
)


def _by_chance(row: dict[str, Any]) -> dict[str, Any]:
    treated, control = row["treated"], row["control"]
    if row["control_responses"] is None:  # nothing can be seen of those held out
        return dict.fromkeys(("p_value", "test", "value_low", "value_high"))
    is_open = row["open_until"] is not None
    test = (None, "open") if is_open else _test(row)
    reach = None
    if row["incremental_value"] is not None:
        mean = row["incremental_value"] / treated
        spread, control_spread = row["value_error"], row["control_value_error"]
        if spread is not None and control_spread is not None:
            reach = difference_of_means(mean, spread * treated, treated, control_spread * control, control)
        if reach is not None and is_open:  # as much wider as that of the rates
            reach = tuple(mean + row["widened"] * (end - mean) for end in reach)
    return {
        "p_value": test and test[0],
        "test": test and test[1],
        "value_low": reach and reach[0] * treated,
        "value_high": reach and reach[1] * treated,
    }


def _test(row: dict[str, Any]) -> tuple[float, str] | None:
    """Say how likely so large a difference is by chance: cell by cell where there are several and answers enough."""
    control_responses, control = row["control_responses"], row["control"]
    if row["null_error"] is None:
        return difference_of_rates(row["responses"], row["treated"], control_responses, control)
    # so many as would tell as much without cells
    effective = row["control_effective"]
    test = difference_of_rates(row["responses"], row["treated"], row["control_rate"] * effective, effective)
    if test is None or test[1] == "Fisher":
        return test
    return chance_of(row["difference"], row["null_error"]), "z by cell"
