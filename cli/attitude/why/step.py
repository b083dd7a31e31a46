"""The step: what is to be told of a member and a list, as tables and lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from attitude.database import Flow, act
from attitude.dimensions import only_if_told
from attitude.errors import UsageError
from attitude.export import find_list
from attitude.member import key_of
from attitude.targeting import Departed
from attitude.trees import moved_by
from attitude.why.candidate import candidate_of
from attitude.why.change import binding, change

if TYPE_CHECKING:
    import polars as pl

    from attitude.database import Workspace
    from attitude.settings import Settings
    from attitude.targeting import Candidate, Rule

Row = dict[str, Any]

_LATEST = ("response_cost", "unasked", "added", "contacted")
PARTS = ("rules", "offers", "factors")


@dataclass(frozen=True)
class Why:
    """All that is to be told.

    Parameters
    ----------
    head
        What was decided (see ``why/head``).
    rules
        One row per rule in order: ``outcome`` as it was decided, ``value`` the member's own today, ``today`` where the
        rule would decide otherwise now.
    offers, factors
        One row per offer of the plan; per offer and factor of its propensity.
    binding, change, notes
        What decided; what would change it; what has moved since.
    """

    head: dict[str, Any]
    rules: pl.DataFrame
    offers: pl.DataFrame
    factors: pl.DataFrame
    binding: str
    change: str
    notes: tuple[str, ...]


@act
def why(workspace: Workspace, list_name: str, member_id: str, settings: Settings) -> Why:
    """Tell why a member is on a list, held out of it, or not on it; keeps nothing.

    What was decided is told as it is kept with the list; values, offers and factors are those of today's scores.

    Parameters
    ----------
    workspace
        May be open read-only; no way out of it is left open for the plan's own SQL.
    list_name
        A list id, or a campaign id for its latest list.
    member_id
        As in the files.
    settings
        Of the workspace: send hours, universal control.

    Raises
    ------
    UsageError
        When there is no such list or member, or the member was not loaded when the list was made.
    """
    list_id = find_list(workspace, list_name)
    key = key_of(workspace, member_id)
    _check_known(workspace, list_id, member_id, key)
    try:
        with Flow(workspace) as flow:
            return _answer(candidate_of(flow, list_id, key, settings))
    finally:
        workspace.rows("reset variable members_asked")  # whoever asks next means everyone again


def _answer(candidate: Candidate) -> Why:
    head = {**candidate.head, "out_rule": candidate.out.words() if candidate.out else None}
    together = moved_by(candidate.workspace, candidate.key)
    factors = candidate.workspace.result("why/factors", member_key=candidate.key, together=together)
    return Why(
        head, _rules(candidate), _offers(candidate), factors, binding(candidate), change(candidate), _notes(candidate)
    )


def _check_known(workspace: Workspace, list_id: str, member_id: str, key: int) -> None:
    """Refuse who was not among those the list chose from."""
    head = workspace.result("why/head", list_id=list_id, member_key=key).row(0, named=True)
    if not workspace.rows("select 1 from store.members where member_key = ?", [key]):
        raise UsageError(
            f"member '{member_id}' is named in files but not loaded as a member; 'attitude load members FILE' first"
        )
    if head["rank"] is None and head["out_step"] is None:
        raise UsageError(f"member '{member_id}' was loaded after list '{list_id}' was made; target again to see")


def _rules(candidate: Candidate) -> pl.DataFrame:
    import polars as pl

    schema = {"step": pl.Int64, "rule": pl.String, "outcome": pl.String, "value": pl.String, "today": pl.String}
    return pl.DataFrame([_rule(candidate, verdict) for verdict in candidate.verdicts], schema)


def _rule(candidate: Candidate, verdict: Row) -> Row:
    rule: Rule = verdict["rule"]
    outcome, today = _outcome(candidate, verdict)
    is_binding = verdict["step"] == candidate.head["out_step"]
    value = rule.value(candidate) if rule.is_of_one or is_binding else None
    return {"step": verdict["step"], "rule": rule.words(), "outcome": outcome, "value": value, "today": today}


def _outcome(candidate: Candidate, verdict: Row) -> tuple[str, str | None]:
    """Say what a rule did, and what it would do today where that is otherwise.

    Rules after the one that took the member out decided nothing: those about the member tell what they say today.
    """
    step, out, closed = verdict["step"], candidate.head["out_step"], verdict["closed"]
    is_after = out is not None and step > out
    if not verdict["rule"].is_of_one or verdict["today_step"] is None:
        return ("not reached" if is_after else "failed" if step == out else "passed"), None
    now = "failed" if candidate.closes_all(verdict) else f"closes {_numbers(closed)}" if closed else "passed"
    if is_after:
        return now, None
    if step == out:
        return "failed", now if now == "passed" else None
    return ("passed", now) if now == "failed" else (now, None)


def _numbers(offers: list[int]) -> str:
    return f"offer{'s' if len(offers) > 1 else ''} {', '.join(map(str, offers))}"


def _offers(candidate: Candidate) -> pl.DataFrame:
    import polars as pl

    number = candidate.head["offer"]
    rows = [{**o, "closed_by": _words(o["closed_by"]), "is_given": o["offer"] == number} for o in candidate.offers]
    # the latest columns stand last
    return only_if_told(pl.DataFrame(rows, infer_schema_length=None).select(pl.exclude(_LATEST), *_LATEST))


def _words(rule: Rule | None) -> str | None:
    return rule.words() if rule else None


def _notes(candidate: Candidate) -> tuple[str, ...]:
    """Say in one line what is otherwise today."""
    head, rule, rule_today = candidate.head, candidate.out, candidate.out_today
    lines = []
    if head["left_with"] is not None and not isinstance(rule, Departed):
        lines.append(f"they are no longer a member (missing from {head['left_with']})")
    is_asked_again = any(v["rule"] == rule and v["today_step"] is not None for v in candidate.verdicts)
    if rule_today is not None and rule_today != rule:
        lines.append(f"'{rule_today.words()}' would take them out")
    elif rule_today is None and rule is not None and is_asked_again:
        lines.append(f"'{rule.words()}' would let them pass")
    if head["offer"] is not None:
        chance = candidate.offers[head["offer"] - 1]["propensity"]
        if abs(chance - head["propensity"]) > 1e-8:
            lines.append(f"the propensity would be {chance:.2%} (it was {head['propensity']:.2%})".replace("%", " %"))
    if lines:
        return (
            f"decided on the scores as of {head['as_of']}; today, as of {head['scores_as_of']}, {' and '.join(lines)}",
        )
    if not head["is_same_scores"]:
        return (f"decided on the scores as of {head['as_of']}; values and offers are as of {head['scores_as_of']}",)
    return ()
