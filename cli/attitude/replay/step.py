"""The replay step: contacts of some months gone through in order under other caps, and what would have come of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal, get_args

from attitude.database import Workspace, act
from attitude.errors import BadDataError, UsageError
from attitude.measure import compare_campaigns, make_arms, scored_window, widened
from attitude.months import between, first_day, last_day
from attitude.replay.added import COLUMNS, added_lost
from attitude.replay.policy import Policy, as_json, check_channels
from attitude.replay.words import notes

if TYPE_CHECKING:
    import polars as pl

_GIGABYTES = 5  # of memory; the rest is spilled to disk
_PART = 5_000_000  # contacts that are gone through at once, in memory
_MONTHS = 12
Cut = Literal["months", "channels", "campaigns", "members", "rules"]
CUTS: tuple[Cut, ...] = get_args(Cut)
_FIGURES = (
    *("contacts", "left_out", "share", "cost", "saved", "answers", "answers_lost", "answers_kept", "value_lost"),
    *(*COLUMNS, "unknown"),
)


@dataclass(frozen=True)
class ReplayResult:
    """What would have come of the months under a policy, and what a reader must know of it.

    ``months``, ``channels`` and ``campaigns`` have one row each, ``all`` first: contacts of the span, ``left_out`` of
    them and their ``share``; ``cost`` of the contacts and what is ``saved`` of it; ``answers`` to them,
    ``answers_lost`` (every contact that the answer fits is left out), ``answers_kept`` (another contact of the campaign
    would have brought it), ``value_lost``; ``added_lost`` of the answers that would not have come without a contact,
    with its 95 % interval, by the holdouts of those campaigns whose holdouts tell, ``added_value_lost`` likewise;
    ``unknown``, the contacts left out of campaigns that tell nothing of it. What is not known is None.
    ``members`` has one row per number of contacts that members are spared, ``rules`` one per rule of the policy.
    ``since`` and ``until`` are the first and the last day.
    """

    since: date
    until: date
    months: pl.DataFrame
    channels: pl.DataFrame
    campaigns: pl.DataFrame
    members: pl.DataFrame
    rules: pl.DataFrame
    notes: tuple[str, ...]


@dataclass(frozen=True)
class SweepResult:
    """The whole span under one policy after the other: ``table`` has a row each, with the figures of ``all``.

    The first column is the key that was swept; ``members`` is how many of those contacted are spared any contact.
    """

    since: date
    until: date
    table: pl.DataFrame
    notes: tuple[str, ...]


@act
def replay(
    workspace: Workspace,
    policy: Policy,
    since: date | None = None,
    until: date | None = None,
    *,
    clock: str | None = None,
) -> ReplayResult:
    """Go through the contacts of some months under other caps than they had.

    Each member's contacts come in order of time, those of a household together where a rule counts them so; within one
    instant by campaign, channel and member, as their names are ordered. One that a rule has no room for is left out and
    does not count for later ones. What was before the span stays as it was and counts. Those held out go along with
    the contacts that they would have had, as in `target`; they cost nothing and lose no answer.

    Parameters
    ----------
    workspace
        May be open read-only.
    policy
        By channel, or ``all``.
    since, until
        Any day of the first and the last month; by default the twelve months to the latest contact.
    clock
        The time zone that files tell times of, as ``send.timezone`` in the settings has it.

    Raises
    ------
    UsageError
        When ``since`` is after ``until``, or a rule is of a channel that nobody was contacted by.
    BadDataError
        When there is no contact in the span.
    """
    span = _prepare(workspace, [policy], since, until, clock)
    return _judged(workspace, policy, span)


@act
def replay_sweep(
    workspace: Workspace,
    key: str,
    policies: Sequence[tuple[float, Policy]],
    since: date | None = None,
    until: date | None = None,
    *,
    clock: str | None = None,
) -> SweepResult:
    """Go through the same months under several policies; see `replay`.

    Parameters
    ----------
    key
        What differs between them, as ``all.max``.
    policies
        Each with its value of the key.
    """
    import polars as pl

    span = _prepare(workspace, [policy for _, policy in policies], since, until, clock)
    results = [(value, _judged(workspace, policy, span)) for value, policy in policies]
    rows = [
        {
            key: value,
            **result.months.row(0, named=True),
            "members": sum(row["members"] for row in result.members.iter_rows(named=True) if row["spared"]),
        }
        for value, result in results
    ]
    table = pl.DataFrame(rows, infer_schema_length=None).drop("month")
    _, strictest = max(results, key=lambda one: int(one[1].months["left_out"][0]))
    return SweepResult(span.since, span.until, table, strictest.notes)


@dataclass(frozen=True)
class _Span:
    """The days that are looked at, and what is the same under every policy."""

    since: date
    until: date
    days: int
    undated: int

    @property
    def asked(self) -> dict[str, object]:
        return {"since": self.since, "until": self.until, "days": self.days}


def _prepare(
    workspace: Workspace, policies: Sequence[Policy], since: date | None, until: date | None, clock: str | None
) -> _Span:
    """Find the contacts of the span and those that press on them, and all that was answered."""
    workspace.keep_to(_GIGABYTES)
    for policy in policies:
        check_channels(workspace, policy)
    windows = [window for policy in policies for window in policy.values()]
    span = _span(workspace, since, until, max(window.days for window in windows))
    before = span.since - timedelta(days=min(span.days + 1, (span.since - date.min).days))
    workspace.run("replay/caps", caps=as_json(policies[0]))
    workspace.run("replay/ways")
    workspace.run("targeting/units", is_needed=any(window.per == "household" for window in windows))
    workspace.run("targeting/held_out", is_needed=True, since=before)
    workspace.run("targeting/contact_times")
    workspace.run("targeting/unsent", since=before)
    workspace.run("replay/touches", clock=clock, **span.asked)
    workspace.run("replay/capped", "replay/gone_through")
    campaigns = workspace.rows("select distinct campaign_id from gone_through where not is_held order by campaign_id")
    if not campaigns:
        raise _nothing(workspace, span)
    make_arms(workspace, [name for (name,) in campaigns], scored_window(workspace), columns=())
    return span


def _judged(workspace: Workspace, policy: Policy, span: _Span) -> ReplayResult:
    """Go through the contacts under a policy, and say what it leaves out and what is lost with it."""
    _walk(workspace, policy)
    contacts = workspace.result("replay/cut_contacts")
    workspace.run("replay/answered", **span.asked)
    answers = workspace.result("replay/cut_answers")
    workspace.run("replay/left_in_peace", **span.asked)
    workspace.run("replay/arms_in_peace")
    workspace.define("create or replace temp view arms as from arms_in_peace")
    lift = compare_campaigns(workspace)
    peace = workspace.result("replay/cut_peace")
    added = added_lost(peace, lift, widened(workspace))
    tables = [_table(cut, contacts, answers, added) for cut in ("month", "channel", "campaign")]
    members, rules = workspace.result("replay/cut_members"), workspace.result("replay/cut_rules")
    (still,) = workspace.row("select count(*) from openness where open_until is not null")
    lines = tuple(notes(tables[0].row(0, named=True), contacts.row(0, named=True), span.undated, still))
    return ReplayResult(span.since, span.until, tables[0], tables[1], tables[2], members, rules, lines)


def _walk(workspace: Workspace, policy: Policy) -> None:
    """Fill ``capped``, part by part, so that the memory it takes is that of one part."""
    workspace.run("replay/caps", caps=as_json(policy))
    workspace.run("replay/ways")
    workspace.run("replay/capped")
    (count,) = workspace.row("select count(*) from touches")
    parts = -(-count // _PART) or 1
    for part in range(parts):
        workspace.run("replay/walk", part=part, parts=parts)


def _table(
    cut: str, contacts: pl.DataFrame, answers: pl.DataFrame, added: dict[tuple[str, str], dict[str, object]]
) -> pl.DataFrame:
    """Lay what is known of each month, channel or campaign side by side, all of them first."""
    import polars as pl

    answered = {(row["cut"], row["name"]): row for row in answers.iter_rows(named=True)}
    schema = dict.fromkeys(("contacts", "left_out", "answers", "answers_lost", "answers_kept", "unknown"), pl.Int64)
    rows = list(_rows(cut, contacts, answered, added))
    return pl.DataFrame(
        rows, schema={cut: pl.String, **{name: schema.get(name, pl.Float64) for name in _FIGURES}}, orient="row"
    )


def _rows(
    cut: str,
    contacts: pl.DataFrame,
    answered: dict[tuple[object, object], dict[str, object]],
    added: dict[tuple[str, str], dict[str, object]],
) -> Iterator[dict[str, object]]:
    none = {"answers": 0, "lost": 0, "kept": 0, "value_lost": None}
    for row in contacts.iter_rows(named=True):
        if row["cut"] not in ("all", cut):
            continue
        place = (row["cut"], row["name"])
        told, more = answered.get(place, none), added.get(place, {})
        yield {
            cut: row["name"],
            **{name: row[name] for name in ("contacts", "left_out", "cost")},
            "share": row["left_out"] / row["contacts"],
            "saved": row["saved"] if row["left_out"] else 0.0,
            "answers": told["answers"],
            "answers_lost": told["lost"],
            "answers_kept": told["kept"],
            "value_lost": told["value_lost"] if told["lost"] else 0.0,
            **{name: more.get(name) if row["left_out"] else 0.0 for name in COLUMNS},
            "unknown": more.get("unknown", 0),
        }


def _span(workspace: Workspace, since: date | None, until: date | None, days: int) -> _Span:
    found = workspace.result("replay/span").row(0, named=True)
    latest = until or found["last_on"] or since
    if latest is None:
        raise BadDataError("no contact is loaded whose day is known, so there is nothing to go through; "
                           "'attitude load contacts FILE'")  # fmt: skip
    last = last_day(latest)
    first = first_day(since) if since else first_day(last, min(_MONTHS - 1, between(date.min, last)))
    if first > last:
        end = f"--until {last:%Y-%m}" if until else f"{last:%Y-%m}, the month of the latest contact"
        raise UsageError(f"--since {first:%Y-%m} is after {end}")
    return _Span(first, last, days, found["undated"])


def _nothing(workspace: Workspace, span: _Span) -> BadDataError:
    found = workspace.result("replay/span").row(0, named=True)
    words = f"nobody was contacted from {span.since:%Y-%m} to {span.until:%Y-%m}"
    if found["first_on"] is None:
        return BadDataError(f"{words}; no contact is loaded whose day is known: 'attitude load contacts FILE'")
    return BadDataError(
        f"{words}; contacts are known from {found['first_on']:%Y-%m} to {found['last_on']:%Y-%m}: "
        f"--since {found['first_on']:%Y-%m}"
    )
