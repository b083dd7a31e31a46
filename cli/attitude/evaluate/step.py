"""The evaluation of another plan: what it would have brought on lists that went out, by what their draws show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from attitude.database import Flow, Workspace, act
from attitude.errors import BadDataError, UsageError
from attitude.evaluate.choosing import choose_then
from attitude.evaluate.words import about_series, notes, too_thin
from attitude.measure import make_arms, scored_window
from attitude.plan import first_wave

if TYPE_CHECKING:
    import polars as pl

    from attitude.goals import Goal
    from attitude.plan import Plan

Row = dict[str, Any]
_MADE = ("arms", "openness", "goals", "measured")
_ENDS = ("plan", "logged", "difference")


@dataclass(frozen=True)
class Evaluation:
    """What a plan would have brought of those who were on lists, beside what the lists brought.

    Parameters
    ----------
    table
        Two rows for each ``measure``, ``outcome`` (a share of members) and ``value`` (money of each member, after
        cost), by ``method``, ``ips`` and ``doubly robust``: ``plan``, ``logged``, ``difference``, each with its 95 %
        interval in ``_low`` and ``_high``. ``value`` is left out where it is not known of everyone.
    known
        What it rests on, see ``evaluate/known``.
    notes
        What a reader must know.
    """

    table: pl.DataFrame
    known: Row
    notes: tuple[str, ...]


@act
def evaluate(
    workspace: Workspace,
    plan: Plan,
    since: date,
    until: date | None = None,
    *,
    goal: Goal | None = None,
    response_days: int | None = None,
) -> Evaluation:
    """Say what a plan would have brought of those on the lists that went out in a span of days.

    Each row of a list keeps the chance with which its member, offer and arm came about. Where the plan would have done
    what was done, the row stands for as many as that chance says; where the lists could never have done it, nothing can
    be told, and where they did it too seldom, it is refused.

    Parameters
    ----------
    workspace
        May be open read-only; no way out of it is left open for the plan's own SQL.
    plan
        A checked plan. What it says of members is asked of them as they are now; scores are those before each campaign.
    since, until
        The first and the last day on which the lists began; by default to the latest.
    goal, response_days
        As in `attitude.measure.measure`.

    Raises
    ------
    UsageError
        When the days are in the wrong order, the lists count different outcomes, or what came of those whom the plan
        would leave out is not known.
    BadDataError
        When no list of these days can be looked at, or they overlap too thinly with what the plan would do.

    References
    ----------
    Dudik, Langford and Li, ICML 2011; Swaminathan and Joachims, NIPS 2015.
    """
    if until is not None and until < since:
        raise UsageError(f"--until {until} is before --since {since}")
    is_series, plan = bool(plan.wave), first_wave(plan)
    if plan.choice.by in ("added", "auto"):
        raise UsageError(
            f"choice.by = {plan.choice.by!r}: what contacts add was learned of these very lists, which cannot judge "
            "it; 'attitude measure CAMPAIGN --show deciles --by added' lays it beside what came"
        )
    workspace.close_off()
    days = {"since": f"{since}", "until": until and f"{until}"}
    campaigns = workspace.result("evaluate/campaigns", **days)["campaign_id"].to_list()
    if not campaigns:
        raise BadDataError(f"no list {_span(since, until)} went out; 'attitude query \"from lists\"' shows all")
    make_arms(workspace, campaigns, response_days or scored_window(workspace), goal=goal)
    with Flow(workspace) as flow:
        for name in _MADE:
            flow.note(name)
        flow.make("evaluate/logged", **days)
        _check_lists(flow, campaigns, since, until)
        _check_goals(flow)
        choose_then(flow, plan)
        flow.make("evaluate/matched")
        (known,) = flow.ask("evaluate/known")
        offers = max(len(plan.offer), 2)
        if line := too_thin(known, offers):
            raise BadDataError(line)
        _check_outcomes(known)
        table = _tables(flow, known)
        about = notes(plan, known, _left_out(flow, campaigns))
        return Evaluation(table, known, (*about_series(_series(flow), is_series), *about))


def _span(since: date, until: date | None) -> str:
    return f"from {since} to {until}" if until else f"since {since}"


def _left_out(flow: Flow, campaigns: Sequence[str]) -> list[str]:
    """Give the campaigns of which no row is looked at, for their windows are open or their rows tell no chance."""
    looked_at = {name for (name,) in flow.workspace.rows(
        "select distinct m.campaign_id from logged join measured as m using (campaign_number)"
    )}  # fmt: skip
    return [name for name in campaigns if name not in looked_at]


def _series(flow: Flow) -> list[str]:
    """Give the campaigns looked at whose lists were waves of a series."""
    rows = flow.workspace.rows(
        "select campaign_id from measured semi join series_spans using (campaign_number) "
        "semi join logged using (campaign_number) order by campaign_id"
    )
    return [name for (name,) in rows]


def _check_lists(flow: Flow, campaigns: Sequence[str], since: date, until: date | None) -> None:
    if not flow.workspace.rows("select 1 from logged limit 1"):
        raise BadDataError(
            f"of the lists {_span(since, until)} ({', '.join(campaigns)}) none can be looked at yet: answers may "
            "still come, or none are loaded; name an earlier --since, or wait until their windows have closed"
        )


def _check_goals(flow: Flow) -> None:
    """Refuse lists that count different outcomes."""
    rows = flow.workspace.rows(
        "select concat_ws(' ', if(g.is_new, 'new', null), coalesce(g.outcome, 'answers'), g.kind) as goal, "
        "min(m.campaign_id) from goals as g join measured as m using (campaign_number) "
        "semi join logged as r using (campaign_number) group by goal order by goal"
    )
    if len(rows) > 1:
        told = ", ".join(f"'{campaign}' by {goal}" for goal, campaign in rows)
        raise UsageError(f"the lists count different outcomes: {told}; --goal counts all by one")


def _check_outcomes(known: Row) -> None:
    if not known["outcomes"]:
        raise UsageError(
            f"the plan would contact nobody of {known['none']:,} rows, and what came of those held out is not known: "
            "load answers or usage that tell of them too, or name an outcome with --goal"
        )


def _tables(flow: Flow, known: Row) -> pl.DataFrame:
    """Give both methods for outcomes, and for value where it is known."""
    import polars as pl

    rows: list[Row] = []
    for measure in ("outcome", "value") if known["values"] else ("outcome",):
        part = flow.within()
        part.make("evaluate/models", worth=measure == "value")
        rows += [{"measure": measure, **_with_ends(row, known)} for row in part.ask("evaluate/values")]
        part.close()
    return pl.DataFrame(rows, infer_schema_length=None)


def _with_ends(row: Row, known: Row) -> Row:
    """Give a row of ``evaluate/values`` with 95 % intervals, by as many degrees of freedom as rows tell."""
    from scipy.special import stdtrit

    told: Row = {"method": row["method"]}
    for name in _ENDS:
        value, error = (row[f"{'list' if name == 'logged' else name}{end}"] for end in ("", "_error"))
        freedom = (known["contacted"] if name == "logged" else known["effective"]) - 1
        reach = round(float(stdtrit(max(freedom, 1), 0.975)), 8) * error
        told |= {name: value, f"{name}_low": value - reach, f"{name}_high": value + reach}
    return told | {name: known[name] for name in ("members", "matched", "effective", "unseen")}
