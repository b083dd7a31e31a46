"""The score step: every attitude score, from all that is known at a day.

What is kept are sums: of each contact's outcome and of what it was expected to bring, weighted by age, for each
member, element and value of an attribute; and of each member how readily they answer. All other scores are views over
these. A scoring takes in only the campaigns whose
evidence changed since the last one, and makes the sums of their members anew; the result is that of a full rebuild, to
the last digit, for sums of whole steps of a power of two are exact in any order.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from attitude.added import AddedResult, learn_added
from attitude.audit import recorded
from attitude.database import Workspace, act
from attitude.dimensions import dimensions_of
from attitude.elements import DIMENSIONS
from attitude.errors import BadDataError, UsageError, nearest
from attitude.learn import Constants, as_rows, learn, learn_pressure, may_boost, weigh_elements
from attitude.names import campaigns_gone, people_gone, was_undone
from attitude.profiles import add_value_sums, define_scores, keep_habits, known_attributes, make_profiles
from attitude.settings import ScoreSettings, SendSettings
from attitude.trees import keep_trees

# The relations of a scoring, in the order in which each is made of those before it.
_EVIDENCE = ("changed", "forget_changed", "treatments", "delivery", "known_contacts")
_ANSWERED = ("new_cells", "matched_answers", "choices", "known_answers")
_OUTDATED = ("outdated_cells", "touched_before", "take_out")
_WEIGHED = (
    *("cells_now", "cells", "element_keys", "cell_elements"),
    *("base_before", "treatment_sums", "element_now", "elements_then", "elements", "base"),
)
_SAMPLE = (
    *("evidence", "step_contacts", "sample_sums", "sampled_codes", "sample_profiles", "sample_values"),
    *("sample_elements", "value_elements", "habit_kinds", "habit_days"),
)
_HABITS = ("habit_amounts", "habit_edges", "habit_codes", "habit_own", "habit_values")
_TOUCHED = (
    *("touched", "member_before", "take_sums_out", "touched_contacts", "touched_trials", "touched_choices"),
    "member_change",
)
_SCORING = ("alpha", "shown_alpha", "base_rate", "offer_weight", "slope", "intercept")
_SAMPLED = 200_000  # members that score/draws keeps
_FOUR = json.dumps(DIMENSIONS)  # of a scoring that knew no others
_GIGABYTES = 5  # that a scoring holds in memory, unless it needs more
_PART_CONTACTS = 3_000_000  # whose sums are made at once: in less, rows would be written to the disk late


@dataclass(frozen=True)
class ScoreResult:
    """What a scoring found: the day, the members with a score of their own, of all known, and the overall rate.

    ``campaigns`` counts those whose evidence was taken in, ``is_full`` says whether everything was made anew,
    ``telltales`` names attributes that know the answers of a campaign. ``added`` is what holdouts of the past tell of
    what members do unasked, None where they tell too little.
    """

    as_of: date
    members: int
    members_with_evidence: int
    elements: int
    base_rate: float
    response_days: int
    campaigns: int
    is_full: bool
    telltales: dict[str, str]
    added: AddedResult | None = None


@dataclass(frozen=True)
class _Request:
    """What a scoring is asked for."""

    settings: ScoreSettings
    send: SendSettings
    day: date
    full: bool


@dataclass(frozen=True)
class _Before:
    """The scoring that the workspace holds."""

    as_of: date
    reference_day: date
    half_life_days: float
    last_person: int


@dataclass(frozen=True)
class Gathered:
    """What the evidence of a day is: variables for the queries to come, and what is made anew.

    Parameters
    ----------
    day, variables
        The scoring day; what the queries after it ask for.
    before
        The scoring that the sums are of; None where they are to be made anew.
    has_new_profiles
        The members or their attributes changed.
    """

    day: date
    variables: Mapping[str, object]
    before: _Before | None
    has_new_profiles: bool


@act
def score(
    workspace: Workspace,
    settings: ScoreSettings,
    as_of: date | None = None,
    *,
    full: bool = False,
    send: SendSettings | None = None,
) -> ScoreResult:
    """Bring all scores to a day, using no contact, response or report that came after it.

    Attributes of members have no history: they are those of the latest members file, whatever the day.

    Parameters
    ----------
    workspace
        Open for writing.
    settings, send
        The constants of the model; the hours and the clock of what is sent.
    as_of
        The scoring day, its events included; by default the day of the latest event.
    full
        Make everything anew instead of adding what changed; the scores are the same.

    Raises
    ------
    BadDataError
        When no contact is known by that day.
    UsageError
        When the settings name an attribute that no members file had, or ask for trees that cannot be grown.
    """
    _check_attributes(workspace, settings)
    may_boost(settings)
    request = _Request(settings, send or SendSettings(), as_of or latest_event(workspace), full)
    with workspace.unordered():
        return workspace.within(_GIGABYTES, lambda: _score(workspace, request))


def _score(workspace: Workspace, request: _Request) -> ScoreResult:
    settings, send, day = request.settings, request.send, request.day
    with recorded(workspace, "score", str(day)) as run:
        is_undone = was_undone(workspace)
        is_anew = request.full or (is_undone and people_gone(workspace, scored=True) > 0)
        if is_anew:
            _tell(workspace, "profiles", None)
        dimensions = json.dumps(dimensions_of(workspace), ensure_ascii=False)
        is_full = is_anew or _meta(workspace, "clock") != send.timezone
        is_full = is_full or (_meta(workspace, "dimensions") or _FOUR) != dimensions
        gathered = gather(workspace, settings, day, full=is_full)
        constants = learn(workspace, settings)
        weigh(workspace, constants, gathered, send)
        workspace.run("score/pressures", curve=json.dumps(as_rows(learn_pressure(workspace))))
        _advise(workspace, gathered, send)
        added = _learn_added(workspace, gathered, settings, constants)
        if is_undone:
            campaigns_gone(workspace)
        result = replace(_result(workspace, gathered, constants), added=added)
        run.rows_out, run.detail = result.members, f"{result.members_with_evidence:,} members with evidence"
    return result


def gather(workspace: Workspace, settings: ScoreSettings, day: date, *, full: bool) -> Gathered:
    """Bring the evidence to a day: each contact with its outcome, what members are like, and a sample to learn from.

    Raises
    ------
    BadDataError
        When no contact is known by that day.
    """
    earlier = _before(workspace)
    before = None if full or earlier is None or day < earlier.as_of else earlier
    if before is None:
        workspace.run("score/take_all_out")
    workspace.run("score/drawn", last_person=before.last_person if before else 0)
    workspace.run("score/draws")
    days = settings.response_days
    if days is None:
        days = int(workspace.result("score/window", as_of=day).item())
    values = settings.model_dump(exclude={"response_days"})
    variables = {**values, "as_of": day, "not_after": day, "response_days": days, "is_full": before is None}
    _take_in(workspace, variables, before)
    if workspace.row("select count(*) from store.cells")[0] == 0:
        raise BadDataError(f"no contact is known by {day}; load contacts, or give a later --as-of")
    has_new_profiles = _renew_profiles(workspace, settings)
    gathered = Gathered(day, variables, before, has_new_profiles)
    _weigh_offers(workspace, gathered, settings.half_life_days, settings.kappa)
    _run(workspace, _SAMPLE, variables)
    workspace.define("create or replace temp view habit_members as from habit_days")
    _run(workspace, _HABITS, variables)
    return gathered


def _take_in(workspace: Workspace, variables: Mapping[str, object], before: _Before | None) -> None:
    _run(workspace, (*_EVIDENCE, *(_OUTDATED if before else ()), *_ANSWERED), variables)
    with workspace.joined_as_written(columns=0):  # else all contacts are taken into memory, their answers past them
        _run(workspace, ("trials",), variables)


def _run(workspace: Workspace, steps: Sequence[str], variables: Mapping[str, object]) -> None:
    for step in steps:
        workspace.run(f"score/{step}", **variables)


def _renew_profiles(workspace: Workspace, settings: ScoreSettings) -> bool:
    """Code the members' attributes anew where members were loaded since, or the settings name others."""
    # the sample that ranges are cut by changes with new people where it is not everybody
    (people,) = workspace.row("select count(*) from store.persons")
    text = json.dumps([settings.attributes, people if people > _SAMPLED else 0])
    if _meta(workspace, "profiles") == text:
        return False
    make_profiles(workspace, settings.attributes)
    _tell(workspace, "profiles", text)
    return True


def _weigh_offers(
    workspace: Workspace, gathered: Gathered, half_life_days: float, kappa: float
) -> tuple[date, Mapping[str, object]]:
    """Weigh cells and elements with a memory and a kappa; gives the reference day and the variables that did it."""
    day, reference_day = gathered.day, _reference_day(gathered.day, half_life_days)
    fade = 2 ** ((reference_day - day).days / half_life_days)
    weights = {"half_life_days": half_life_days, "reference_day": reference_day, "fade": fade, "kappa": kappa}
    variables = {**gathered.variables, **weights}
    _run(workspace, _WEIGHED, variables)
    return reference_day, variables


def _reference_day(day: date, half_life_days: float) -> date:
    """Give the day that sums are kept as of: it follows from the scoring day alone, whatever was scored before.

    Each half-life has one, so that sums outlive many scorings, and no weight grows beyond bounds.

    Examples
    --------
    >>> _reference_day(date(2026, 11, 24), 730), _reference_day(date(2026, 11, 25), 730)
    (datetime.date(2025, 8, 27), datetime.date(2025, 8, 27))
    """
    return day - timedelta(days=day.toordinal() % max(int(half_life_days), 1))


def weigh(workspace: Workspace, constants: Constants, gathered: Gathered, send: SendSettings) -> None:
    """Turn what was gathered into sums, with these constants; `define_scores` then shows the scores."""
    reference_day, variables = _weigh_offers(workspace, gathered, constants.half_life_days, constants.kappa)
    weigh_elements(workspace, constants)
    before = gathered.before
    is_whole = before is None or (before.half_life_days, before.reference_day) != (
        constants.half_life_days,
        reference_day,
    )
    is_whole = is_whole or _are_most_touched(workspace)
    if is_whole:
        workspace.run("score/all_touched", "score/all_contacts", "score/all_choices")
        workspace.define("create or replace temp view touched_choices as from all_choices")
        _look_at_all(workspace, "all_contacts")
    else:
        _run(workspace, _TOUCHED, {})
    _sum_up(workspace)
    if is_whole:
        _look_at_all(workspace)
        workspace.define("drop table if exists temp.all_contacts; drop table if exists temp.all_choices")
    if gathered.has_new_profiles and not is_whole:
        workspace.run("score/all_values")
        _look_at_all(workspace)
    add_value_sums(workspace)
    _keep_constants(workspace, constants)
    values = {name: getattr(constants, name) for name in _SCORING}
    first_hour, last_hour = send.hours
    hours = {"first_hour": first_hour, "last_hour": last_hour}
    keep_habits(workspace, variables)
    workspace.run("score/scorings", **{**variables, **values, **hours}, constants=constants.told())
    workspace.run("score/value_leanings", **variables)


def _sum_up(workspace: Workspace) -> None:
    """Sum up what touched members did, in all and with each element, some of them at a time."""
    for first, last in workspace.result("score/member_parts", part_contacts=_PART_CONTACTS).rows():
        part = {"first_member": first, "last_member": last}
        workspace.run("score/member_sums", **part)
        for dimension in dimensions_of(workspace):
            workspace.run("score/element_sums", dimension=dimension, **part)


def _look_at_all(workspace: Workspace, contacts: str = "store.trials") -> None:
    """Let all contacts and all sums stand for those that changed; ``contacts`` is where the contacts are kept."""
    workspace.define(f"create or replace temp view touched_trials as from {contacts}")
    sums = "select member_key, answered, expected from store.member_sums"
    workspace.define(f"create or replace temp view member_change as {sums}")


def _are_most_touched(workspace: Workspace) -> bool:
    """Tell whether so much changed that to make all sums anew is less work; they come out the same."""
    before, people, now = workspace.row(
        "select (select count(*) from touched_before), (select count(*) from store.member_sums), "
        "(select coalesce(sum(contacts), 0) from store.cells semi join new_cells using (cell_key))"
    )
    return bool(max(before, now) * 4 > people)


def _advise(workspace: Workspace, gathered: Gathered, send: SendSettings) -> None:
    """Find when members answer, and which channels are open to them."""
    workspace.run("score/opted_out", **gathered.variables)
    workspace.run("score/closed_channels")
    if gathered.has_new_profiles:  # their time zones too may have changed
        workspace.run("score/all_hours")
        _look_at_all(workspace)
    workspace.run("score/zones")
    workspace.run("score/hours", clock=send.timezone)
    _tell(workspace, "clock", send.timezone)
    _tell(workspace, "dimensions", json.dumps(dimensions_of(workspace), ensure_ascii=False))
    for attribute, gain in workspace.result("score/hour_attribute").rows()[:1]:
        workspace.rows("insert into store.constants values ('hour_attribute', ?, ?)", [attribute, gain])
    define_scores(workspace)
    workspace.run("score/responsiveness")
    workspace.run("score/hour_shares")


def _learn_added(
    workspace: Workspace, gathered: Gathered, settings: ScoreSettings, constants: Constants
) -> AddedResult | None:
    days = int(str(gathered.variables["response_days"]))
    return learn_added(workspace, gathered.day, days, settings.kappa_attribute, constants.telltales)


def _keep_constants(workspace: Workspace, constants: Constants) -> None:
    by_subject = [("beta", *item) for item in constants.beta.items()]
    by_subject += [("attribute_weight", *item) for item in constants.attribute_weights.items()]
    by_subject += [("habit_weight", *item) for item in constants.habit_weights.items()]
    by_subject += [("leaning_weight", *item) for item in constants.leaning_weights.items()]
    by_subject += [("choice_weight", *item) for item in constants.choice_weights.items()]
    by_subject += [("together", *item) for item in constants.together.judged().items()]
    workspace.rows("delete from store.constants")
    for row in by_subject:
        workspace.rows("insert into store.constants values (?, ?, ?)", list(row))
    keep_trees(workspace, constants.together.trees)


def latest_event(workspace: Workspace) -> date:
    """Give the day of the latest contact or response.

    Raises
    ------
    BadDataError
        When nothing in the workspace has a date.
    """
    day = workspace.result("score/latest_event").item()
    if day is None:
        raise BadDataError("no contact has a date; load contacts with contacted_at, or campaigns with starts_on")
    assert isinstance(day, date)
    return day


def _before(workspace: Workspace) -> _Before | None:
    rows = workspace.rows("select as_of, reference_day, half_life_days, last_person from store.scorings")
    return _Before(*rows[0]) if rows else None


def _meta(workspace: Workspace, key: str) -> str | None:
    rows = workspace.rows("select value from store.meta where key = ?", [key])
    return str(rows[0][0]) if rows else None


def _tell(workspace: Workspace, key: str, value: str | None) -> None:
    workspace.rows("delete from store.meta where key = ?", [key])
    if value is not None:
        workspace.rows("insert into store.meta values (?, ?)", [key, value])


def _check_attributes(workspace: Workspace, settings: ScoreSettings) -> None:
    known = known_attributes(workspace)
    for name in settings.attributes or []:
        if name not in known:
            raise UsageError(f"attitude.toml: score.attributes: no attribute '{name}'{nearest(name, known)}")


def _result(workspace: Workspace, gathered: Gathered, constants: Constants) -> ScoreResult:
    as_of, rate, days = workspace.row("select as_of, base_rate, response_days from store.scorings")
    members, own = workspace.row("select count(*), count(*) filter (where level = 'member') from store.responsiveness")
    elements = workspace.row("select count(*) from store.elements")[0]
    campaigns = workspace.row("select count(*) from changed")[0]
    is_full = gathered.before is None
    return ScoreResult(as_of, members, own, elements, rate, days, campaigns, is_full, constants.telltales)
