"""What a reader must know of a measured campaign, in plain lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from attitude.elements import is_score_slice
from attitude.measure.chance import corrected, sample_ratio
from attitude.measure.goal_words import about_goal, about_open

if TYPE_CHECKING:
    import polars as pl

    from attitude.database import Workspace

_RARE = 0.001
_COMPARED = ("lift", "money", "quality")
Checks = dict[str, Any]
_WORTH = {
    "plan": "the plan's value per response",
    "answers": "what the other answers are worth on average",
    "revenue": "its revenue",
}


def notes(
    part: str, campaign: str, checks: Checks, table: pl.DataFrame, beside: pl.DataFrame | None
) -> tuple[str, ...]:
    """Say what is missing, what is odd, and what can be claimed, as far as the part asked for needs it.

    Parameters
    ----------
    part, table
        What was asked for, and what it is.
    checks
        The row of ``measure/checks``.
    beside
        The groups laid beside the response, where nothing was held out.
    """
    if part == "profit":
        return tuple(_about_profit(campaign, checks, table))
    if checks["treated"] + checks["control"] == 0:
        return (f"nobody was contacted in '{campaign}': load its contacts, or export its list",)
    lines = [*_about_arms(campaign, checks), *_about_waves(checks), *_about_ratio(checks)]
    if checks["control"] and part in _COMPARED:
        lines += [*about_goal(checks), *about_open(table)]
    if part in ("lift", "money", "quality", "repeat"):  # the parts in which those held out have weights
        lines += _about_shares(checks)
    if part in ("lift", "money"):
        lines += [*_about_slices(table), *_about_values(checks), *_about_refunds(checks), *_about_cost(checks)]
    if checks["control"] == 0 and part in ("lift", "money", "beside"):
        lines.append("no holdout: this is the response of those contacted, not what the campaign added")
        lines += _about_others(beside if part == "lift" else None)
        lines += _about_base(table if part == "beside" else beside)
    if part == "quality" or (part == "deciles" and "channel" in table.columns):
        lines += _about_list(campaign, checks, table)
    return (*lines, *_about_usage(checks))


def _about_arms(campaign: str, checks: Checks) -> Iterator[str]:
    treated, control = checks["treated"], checks["control"]
    if treated == 0:
        yield f"nobody was contacted in '{campaign}', {control:,} were held out: load its contacts, or export its list"
    if checks["contaminated"]:
        yield f"{checks['contaminated']:,} of {control:,} held-out members were contacted all the same"
    if checks["sharing"]:
        yield f"{checks['sharing']:,} of {control:,} held-out members share a phone or e-mail with somebody contacted"
    if checks["placed_twice"]:
        yield (
            f"{checks['placed_twice']:,} members have several contacts for one place on the list: each is one in the "
            "response, and several in the cost; fine for reminders; where the exported list and the file of who sent "
            f"it were both loaded, 'attitude load contacts FILE --replace {campaign}' keeps the file alone"
        )
    if checks["listed"] and checks["contacts"] == 0:
        yield "no contacts loaded: the exported list is taken as sent"
    elif checks["listed"] and checks["uncontacted"]:
        yield f"{checks['uncontacted']:,} of {treated:,} on the list have no contact loaded; they count as treated"


def _about_waves(checks: Checks) -> Iterator[str]:
    """Say who was contacted, or held out, again after the response window had closed."""
    if not checks["later_waves"]:
        return
    yield (
        f"members contacted or held out again after their response window had closed: {checks['met_again']:,}; each "
        f"time counts by itself ({checks['later_treated']:,} contacts, {checks['later_responders']:,} answered)"
    )
    if checks["left_aside"]:
        yield (
            f"nobody is known to have been held out the later times: {checks['left_aside']:,} of them are left out of "
            f"what is compared ({checks['left_aside_answered']:,} answered)"
        )


def _about_refunds(checks: Checks) -> Iterator[str]:
    if checks["money_back"]:
        yield (
            f"money back (a refund, or a value below zero): {checks['money_back']:,}, {checks['given_back']:,.2f} in "
            "all; it lowers the value and is no answer"
        )
    if checks["money_back_aside"]:
        yield (
            "money back that is left aside, outside of the window without an answer in it, or of members who are not "
            f"compared: {checks['money_back_aside']:,}"
        )


def _about_ratio(checks: Checks) -> Iterator[str]:
    if not checks["listed"]:
        return
    listed, control, expected = checks["listed"], checks["listed_control"], checks["expected_control"]
    p = sample_ratio(listed, control, expected)
    if p is not None and p < _RARE:
        yield (
            f"the holdout is not what the plan drew: {control:,} of {listed:,}, expected {expected:,.0f} "
            f"(p = {p:.1g}); find out who is missing before you trust the lift"
        )


def about_series(campaign: str, spans: list[tuple[int, int]]) -> dict[str, tuple[str, ...]]:
    """Say, by part, how a series is compared; ``spans`` is ``measure/series_spans``, empty where it is none."""
    if not spans:
        return {"waves": (f"'{campaign}' is no series: no list of a second wave was handed over",)}
    waves, days = spans[0]
    whole = (
        f"a series of {waves} waves, compared as one: whom the first was for beside whom it held out, whatever they "
        f"did later, until {days} days more than the response window; --show waves tells them apart"
    )
    apart = (
        "what a wave added is not known: who is in a later one hangs on what they did before; no holdout is like them"
    )
    foreseen = ("what was foreseen is of the first wave alone; the answers are those of the whole series",)
    by_list = dict.fromkeys(("deciles", "quality", "profit"), foreseen)
    return {"lift": (whole,), "money": (whole,), "waves": (apart,), **by_list}


def about_cells(cells: pl.DataFrame) -> Iterator[str]:
    """Say of which cells the holdout is not what the plan drew; ``cells`` is ``measure/cell_ratios``."""
    rows = cells.rows(named=True)
    tests = corrected([sample_ratio(row["listed"], row["control"], row["expected_control"]) for row in rows])
    for row, p in zip(rows, tests, strict=True):
        if p is not None and p < _RARE:
            yield (
                f"cell {row['cell'] or '(none)'}: the holdout is not what the plan drew: {row['control']:,} of "
                f"{row['listed']:,}, expected {row['expected_control']:,.0f} (p = {p:.1g}); find out who is missing"
            )


def _about_shares(checks: Checks) -> Iterator[str]:
    if checks["least_share"] is not None:
        yield (
            f"{checks['least_share']:.1%} to {checks['most_share']:.1%} were held out, by cell, which chance does not "
            "make: each of them stands for as many as were contacted in their cell; without these weights "
            f"{checks['plain_rate']:.2%} of the holdout answered"
        )


def _about_slices(table: pl.DataFrame) -> Iterator[str]:
    by = table.columns[0]
    treated = "treated" if "treated" in table.columns else "contacts"
    empty = [str(row[by]) for row in table.iter_rows(named=True) if row[treated] == 0 and row[by] != "all"]
    if empty:
        yield f"nobody was contacted in {by} {', '.join(empty)}"
    if "base" not in table.columns:
        return
    borrowed = [str(row[by]) for row in table.iter_rows(named=True) if (row["base"] or "").startswith("all")]
    if borrowed:
        yield f"no holdout of its own, compared with all controls: {by} {', '.join(borrowed)}"
    bare = [str(row[by]) for row in table.iter_rows(named=True) if row["base"] is None]
    if bare and len(bare) < table.height:
        yield f"no holdout of its own: {by} {', '.join(bare)}"


def _about_values(checks: Checks) -> Iterator[str]:
    if checks["without_value"] == checks["responders"] > 0:
        yield "no answer carries a value: load 'value' with the responses to see what the campaign earned"
    elif checks["without_value"]:
        yield f"{checks['without_value']:,} of {checks['responders']:,} answers carry no value and count as 0"
    if checks["purchases"]:
        worth = " or ".join(_WORTH[name] for name in checks["worth"].split(","))
        yield f"purchases without a code: {checks['purchases']:,}, each taken to be worth {worth}"
    if checks["planned_value"]:
        yield f"answers without a value, for which the plan's value per response is taken: {checks['planned_value']:,}"
    if checks["negative_value"]:
        yield f"answers with a negative value, taken as they are: {checks['negative_value']:,}"


def _about_cost(checks: Checks) -> Iterator[str]:
    if checks["treated"] > checks["without_cost"] and checks["cost"] == 0:
        yield "the contacts cost nothing, so there is no return on their cost"
    if checks["without_cost"] == checks["treated"] > 0:
        yield "no cost is known: load 'cost' with the contacts, or 'unit_cost' with the campaigns"
    elif checks["without_cost"]:
        yield f"{checks['without_cost']:,} of {checks['treated']:,} contacts have no known cost, and count as free"


def _about_usage(checks: Checks) -> Iterator[str]:
    """Say what is not seen of purchases."""
    if checks["months_missing"]:
        yield f"no usage loaded of {checks['months_missing']}: what was bought without a code is not all seen"


def _about_others(beside: pl.DataFrame | None) -> Iterator[str]:
    if beside is None:
        return
    for row in beside.iter_rows(named=True):
        if row["difference"] is not None:
            yield (
                f"beside it: {row['group']}, {row['responses']:,} of {row['members']:,} in the same days "
                f"({row['rate']:.2%}); not drawn by chance, so the difference is no lift"
            )


def _about_base(beside: pl.DataFrame | None) -> Iterator[str]:
    if beside is not None and beside.row(1, named=True)["members"] == 0:
        yield "no members are loaded whom it did not contact, so there is no base to lay beside it"


def _about_list(campaign: str, checks: Checks, table: pl.DataFrame) -> Iterator[str]:
    if table.is_empty():
        yield _no_list(campaign)
    elif checks["control"] == 0 and "qini" in table.columns:
        yield "no holdout: whom the message moved cannot be told, so there is no Qini coefficient"
    if not table.is_empty() and table["answers"].sum() == 0:
        yield "nobody answered: there is no order of answers to measure"


def _no_list(campaign: str) -> str:
    return f"no list of '{campaign}' was exported: there are no propensities to lay beside the answers"


def about_bands(workspace: Workspace, campaign: str, by: str) -> tuple[str, ...]:
    """Say of when the scores are that a campaign is cut by, and with what they are made."""
    if by == "propensity" and not workspace.row("select count(*) from measured_lists")[0]:
        return (_no_list(campaign),)
    if by == "added" and not workspace.row("select count(*) from added_bands where added is not null")[0]:
        return (f"no list of '{campaign}' knew what contacts add: past holdouts told too little when it was made",)
    if not is_score_slice(by):
        return ()
    scored = workspace.rows("select as_of from store.scorings")
    if not scored:
        return ("no scores yet: 'attitude score' makes them",)
    (first_day,) = workspace.row("select min(opens_on) from arms")
    return (
        f"scores as they were before {first_day}, of contacts whose windows had closed, with the constants and "
        f"look-alikes of {scored[0][0]}",
    )


def about_ledger(campaign: str | None, table: pl.DataFrame) -> tuple[str, ...]:
    """Say why a ledger has no rows, where it has none; ``campaign`` is the one asked for, None for all."""
    if not table.is_empty():
        return ()
    if campaign is not None:
        return (_no_list(campaign),)
    return ("no list was exported yet: there are no propensities to lay beside the answers",)


def _about_profit(campaign: str, checks: Checks, table: pl.DataFrame) -> Iterator[str]:
    if table.is_empty():
        yield f"no list of '{campaign}': the curve goes down the ranks of one; make it with 'attitude target PLAN.toml'"
        return
    for row in table.filter("is_best").iter_rows(named=True):
        if row["profit"] < 0:
            yield (
                f"{_CURVES[row['curve']]}: no depth pays, contacting nobody is best; the least loss, "
                f"{-row['profit']:,.2f}, is at the first {row['depth']:.0%} ({row['contacts']:,} contacts)"
            )
            continue
        yield (
            f"{_CURVES[row['curve']]}: best at the first {row['depth']:.0%} ({row['contacts']:,} contacts), profit "
            f"{row['profit']:,.2f}, {row['better_than_all']:+,.2f} against contacting all of the list"
        )
    curves = set(table["curve"])
    added = table.filter(curve="added")
    if added["profit"].count() and not added["is_best"].any():
        yield _no_best(added.row(-1, named=True))
    if "after" not in curves:
        yield "the list is not exported yet: this is what the propensities foresee"
    elif "added" not in curves:
        yield "no holdout: what came after is all answers, not what the campaign added"
    else:
        yield from _about_shares(checks)
    if "after" in curves:
        yield from _about_values(checks)
        yield from _about_refunds(checks)
        yield from _about_cost(checks)


def _no_best(everyone: dict[str, Any]) -> str:
    """Say that chance may have made the depth that looks best; ``everyone`` is the last step."""
    words = f"{_CURVES['added']}: no depth is clearly better than all"
    if everyone["profit_low"] is None:
        return f"{words}: too few are held out for an interval"
    low, high = (f"{everyone[name]:,.2f}" for name in ("profit_low", "profit_high"))
    return f"{words}; contacting all of the list earned {everyone['profit']:,.2f} (95 % interval {low} to {high})"


_CURVES = {
    "before": "foreseen by the propensities",
    "after": "all answers that came",
    "added": "answers beyond the holdout",
}
