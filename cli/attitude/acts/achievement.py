"""What the commands of the third act do and say: what a campaign brought, what members are worth."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import cast

from attitude import brief_page, evaluate_page, measure_page, say, value_page
from attitude.brief import Brief, brief, document, page
from attitude.database import Workspace
from attitude.errors import UsageError
from attitude.evaluate import Evaluation, evaluate
from attitude.formats import check_place, write_out
from attitude.goals import Goal
from attitude.measure import SPAN_PARTS, MeasureResult, Part, SpanPart, against, ledger, measure, span
from attitude.outputs import format_of, is_page
from attitude.plan import read_plan
from attitude.settings import ValueSettings
from attitude.value import KeptValues, ValueResult, cohorts, gone_told, keep_values, series_moves, value


def measure_one(
    workspace: Workspace,
    campaigns: Sequence[str],
    form: str | None,
    output: Path | None,
    *,
    part: Part | SpanPart = "lift",
    by: str = "cell",
    fixed_cost: float = 0.0,
    goal: Goal | None = None,
    since: date | None = None,
    until: date | None = None,
) -> MeasureResult:
    """Measure a campaign, or two against one another, and say it: few figures for a person, all in other formats."""
    campaign = campaigns[0] if campaigns else None
    if fixed_cost and part != "profit":
        raise UsageError("--fixed-cost is for --show profit")
    if by != "cell" and part not in ("lift", "money", "responders") and (part, by) != ("deciles", "added"):
        raise UsageError(
            f"--by {by}: --show {part} has no slices; --show lift, money and responders have, and --show deciles --by "
            "added"
        )
    if (since or until) and part not in SPAN_PARTS:
        raise UsageError(f"--since and --until are for several campaigns: --show {', '.join(SPAN_PARTS)}")
    if goal and (part in SPAN_PARTS or part == "ledger"):
        raise UsageError(f"--goal is for one campaign; --show {part} is of several: say it in their plans, [goal]")
    if len(campaigns) > 1:
        if part != "lift":
            raise UsageError(
                f"--show {part} is not of two campaigns: 'attitude measure {' '.join(campaigns)}' lays "
                "rates, lift and money side by side"
            )
        result = against(workspace, campaigns[0], campaigns[1], by=by, goal=goal)
    elif part in SPAN_PARTS:
        if campaign is not None:
            raise UsageError(f"--show {part} is of several campaigns: name none; --since and --until say which")
        result = span(workspace, part, since, until, by=None if by == "cell" else by)
    elif part == "ledger":
        result = ledger(workspace, campaign)
    elif campaign is None:
        several = ", ".join(["ledger", *SPAN_PARTS])
        raise UsageError(f"name a campaign: 'attitude measure CAMPAIGN'; of several at once, --show {several}")
    else:
        result = measure(workspace, campaign, part=cast(Part, part), by=by, fixed_cost=fixed_cost, goal=goal)
    if output is None and form in (None, "table"):
        measure_page.show(result)
    else:
        say.data(result.table, form, output, screen=measure_page.screen_of(result.table, result.part))
    for words in result.notes:
        say.warn(words)
    return result


def evaluate_one(
    workspace: Workspace,
    plan: Path,
    since: date,
    until: date | None,
    goal: Goal | None,
    form: str | None,
    output: Path | None,
) -> Evaluation:
    """Say what a plan would have brought on the lists of some months: a table to a person, all in other formats."""
    result = evaluate(workspace, read_plan(plan), since, until, goal=goal)
    if output is None and form in (None, "table"):
        evaluate_page.show(result)
    else:
        say.data(result.table, form, output, screen=evaluate_page.on_screen(result.table))
    for words in result.notes:
        say.warn(words)
    return result


def value_one(
    workspace: Workspace,
    settings: ValueSettings,
    month: date | None,
    show: str | None,
    form: str | None,
    output: Path | None,
) -> ValueResult | None:
    """Say value and loyalty: the headlines and two parts to a person, one part in the other formats."""
    if show == "cohorts":
        _cohorts_one(workspace, settings, month, form, output)
        return None
    if show in ("gone", "needs", "series"):
        _kept_one(workspace, settings, show, month, form, output)
        return None
    # the parts of a month alone need no walk through the months before it
    result = value(workspace, settings, month, with_history=show not in ("staircase", "tiers", "concentration"))
    if show is None and output is None and form in (None, "table"):
        value_page.show(result)
    else:
        part = show or "staircase"
        say.data(getattr(result, part), form, output, screen=value_page.on_screen(result, part))
    for words in (*result.notes, *(result.campaign_notes if show == "campaigns" else ())):
        say.warn(words)
    return result


def _cohorts_one(
    workspace: Workspace, settings: ValueSettings, month: date | None, form: str | None, output: Path | None
) -> None:
    """Say what was foreseen of members, beside what came."""
    result = cohorts(workspace, settings, month)
    say.data(result.table, form, output, screen=value_page.cohorts_on_screen(result.table))
    say.warn(value_page.about_cohorts(result))


def _kept_one(
    workspace: Workspace, settings: ValueSettings, part: str, month: date | None, form: str | None, output: Path | None
) -> None:
    """Say a part that is of what is kept: how p_gone foretold, value beside needs, or how series moved members."""
    if month:
        raise UsageError(
            f"--show {part} is of the month that is kept; leave --month out, or keep another: --keep --month"
        )
    if part == "series":
        moves = series_moves(workspace, settings)
        if not moves.table.is_empty() or output is not None or form not in (None, "table"):
            say.data(moves.table, form, output, screen=value_page.series_on_screen(moves.table))
        for words in (*value_page.about_series(moves.table), *moves.notes):
            say.warn(words)
        return
    told = gone_told(workspace)
    if told.month is None:
        raise UsageError("nobody's value is kept yet: 'attitude value --keep'")
    if part == "gone":
        say.data(told.fifths, form, output, screen=value_page.gone_on_screen(told.fifths))
        say.warn(value_page.about_gone(told, settings.gone_within))
        return
    needs = workspace.result("value/needs")
    say.data(needs, form, output, screen=value_page.needs_on_screen(needs))
    say.warn(value_page.about_needs(needs))


def keep_one(workspace: Workspace, settings: ValueSettings, month: date | None) -> KeptValues:
    """Keep value of each member, and say what came of it."""
    kept = keep_values(workspace, settings, month)
    how = "all months walked" if kept.is_whole else "one month more"
    say.note(f"value of {kept.month:%Y-%m} kept: {kept.members:,} members in member_value, {how}")
    say.note(value_page.about_gone(gone_told(workspace), settings.gone_within))
    return kept


def brief_one(
    workspace: Workspace,
    settings: ValueSettings,
    month: date | None,
    form: str | None,
    output: Path | None,
    *,
    by: str | None = None,
) -> Brief:
    """Say a month's brief: a page to a person, as HTML or JSON the whole of it, its campaigns in the other formats."""
    form = form or (output and ("html" if is_page(output) else format_of(output))) or "table"
    if output is not None or form != "table":
        check_place(form, output)
    result = brief(workspace, settings, month, by=by)
    if form in _WHOLE:
        write_out(_WHOLE[form](result), form, output)
        if output is not None:
            say.note(f"brief of {result.month:%Y-%m} written to {output}{_OPENED[form]}")
        return result  # its notes are in it
    if output is None and form == "table":
        brief_page.show(result)
    else:
        say.data(result.campaigns, form, output, screen=brief_page.on_screen(result.campaigns))
    for words in result.notes:
        say.warn(words)
    return result


_WHOLE = {"html": page, "json": document}
_OPENED = {"html": "; any browser opens it", "json": ""}
