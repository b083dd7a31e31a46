"""The checks before a list is handed over: each a query whose rows are what is wrong; empty is good."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from attitude.database import Flow
from attitude.errors import BlockedError, UsageError, nearest
from attitude.plan import gives_codes, text_query
from attitude.targeting import fill_controls, find_draw_ids

if TYPE_CHECKING:
    import polars as pl

    from attitude.database import Workspace
    from attitude.settings import Settings


@dataclass(frozen=True)
class Check:
    """One check: its query, what its rows say (a column's name stands for that of the first row), and the cure.

    Members whom a check finds that ``leaves_out`` are not handed over, whatever is allowed.
    """

    query: str
    words: str
    cure: str
    leaves_out: bool = False


_AGAIN = "run 'attitude target' again"
CHECKS = {
    "opt-out": Check(
        "check/opt_out",
        "{count:,} of its members have opted out since it was made (first: {member_id})",
        _AGAIN,
        leaves_out=True,
    ),
    "former-member": Check(
        "check/former_member",
        "{count:,} of its members are members no longer (first: {member_id}, missing from {file})",
        _AGAIN,
        leaves_out=True,
    ),
    "control": Check(
        "check/control",
        "{count:,} of its members are controls, or share a phone or e-mail with one (first: {member_id})",
        _AGAIN,
        leaves_out=True,
    ),
    "duplicate-phone": Check(
        "check/duplicate_phone", "{count:,} of its members share a phone with another (first: {member_id})", _AGAIN
    ),
    "duplicate-email": Check(
        "check/duplicate_email", "{count:,} of its members share an e-mail with another (first: {member_id})", _AGAIN
    ),
    "duplicate-household": Check(
        "check/duplicate_household",
        "{count:,} of its members share a household with another (first: {member_id})",
        "set limits.per_household = 1 in the plan, or a policy with per = 'household', and target again",
    ),
    "missing-address": Check(
        "check/missing_address",
        "{count:,} of its members lack the phone or e-mail that their channel needs (first: {member_id})",
        _AGAIN,
    ),
    "time-zone": Check(
        "check/time_zone",
        "{count:,} of its members have a timezone that nobody knows (first: {member_id}, '{timezone}')",
        "write it as Asia/Shanghai in the members file, load that, and target again",
    ),
    "codes": Check(
        "check/codes",
        "{count:,} of its members have no code of their own (first: {member_id}): a later draft of its campaign has it",
        _AGAIN,
    ),
    "size": Check(
        "check/size",
        "{contacts:,} contacts, where the last {lists} lists like it had {usual:,.0f} (median)",
        "see what its rules took out, change the plan and target again",
    ),
    "unmatched-optouts": Check(
        "check/unmatched_optouts",
        "{unmatched:,} of {total:,} opt-outs of its channels, or of all, match no member (first: '{first}')",
        "load the members they are of, or load them as members are written; 'attitude query \"from address_optouts\"' "
        "shows those by phone and e-mail",
    ),
    "refused-optouts": Check(
        "check/refused_optouts",
        "opt-outs of {file} were refused, so it is not known who refuses",
        "load it mended, under its name, or the .rejects.csv beside it where only some rows were",
    ),
    "stale-optouts": Check(
        "check/stale_optouts",
        "the newest opt-outs were loaded on {loaded_on}, {days:,} days ago",
        "load the newest with 'attitude load optouts FILE'",
    ),
    "expired": Check("check/expired", "its last day was {expires_on}", "set send.expires_on in the plan, target again"),
    "exported-before": Check(
        "check/exported_before",
        "another list of its campaign was exported already ({list_id})",
        "'attitude recall {list_id}' takes that one back",
    ),
    "sms-length": Check(
        "check/sms_length",
        "{count:,} of its members get a text of more SMS than their offer has: up to {segments} for {allowed} "
        "(first: {member_id})",
        "shorten offer.template or raise offer.segments, and target again",
    ),
}


@dataclass(frozen=True)
class Checked:
    """A list that may go out: what is worth saying, which checks were passed by, and how many members stay behind.

    Who they are is in the table ``left_out``.
    """

    notes: tuple[str, ...]
    allowed: tuple[str, ...]
    left_out: int


def check(workspace: Workspace, list_id: str, settings: Settings, allow: Collection[str] = ()) -> Checked:
    """Run every check on a list.

    Parameters
    ----------
    workspace
        Open for writing.
    list_id
        A list that is there.
    settings
        What is normal, and the universal control.
    allow
        Names of `CHECKS` that may fail.

    Raises
    ------
    UsageError
        When a name in ``allow`` is none, or a template names a column that members do not have.
    BlockedError
        When a check fails that is not allowed, with a line for each; and for a list that was recalled, always.
    """
    _check_names(allow)
    head = workspace.result("check/head", list_id=list_id).row(0, named=True)
    if head["status"] == "recalled":
        raise BlockedError(f"{list_id}: was recalled, and is not handed over; {_AGAIN}")
    variables = _prepare(workspace, head, settings)
    failures = {name: rows for name in CHECKS if (rows := workspace.result(CHECKS[name].query, **variables)).height}
    notes = [f"{list_id}: {words}" for words in (*_about_texts(workspace, variables), *_about_optouts(workspace))]
    notes += [_line(list_id, name, rows) for name, rows in failures.items() if name in allow]
    lines = [_refused(list_id, name, rows) for name, rows in failures.items() if name not in allow]
    if lines:
        raise BlockedError(*lines, notes=notes)
    erased = workspace.result("check/erased", **variables)["member_key"].to_list()
    notes += [f"{list_id}: erased since, left out: {len(erased):,}"] if erased else []
    merged = workspace.result("check/merged", **variables)["member_key"].to_list()
    notes += [f"{list_id}: merged since into others who are on it, left out: {len(merged):,}"] if merged else []
    return Checked(tuple(notes), tuple(failures), _leave_out(workspace, failures, [*erased, *merged]))


def _check_names(allow: Collection[str]) -> None:
    for name in allow:
        if name == "recalled":
            raise UsageError(f"--allow {name}: a recalled list is never handed over; {_AGAIN}")
        if name not in CHECKS:
            hint = nearest(name, CHECKS) or f"; the checks are {', '.join(CHECKS)}"
            raise UsageError(f"--allow {name}: there is no such check{hint}")


def _prepare(workspace: Workspace, head: dict[str, Any], settings: Settings) -> dict[str, object]:
    """Fill the tables that checks read, and give the variables that they ask for."""
    plan = json.loads(head["plan"])
    variables: dict[str, object] = {
        "list_key": head["list_key"],
        "per_household": plan["limits"]["per_household"] or 1,
        "size_factor": settings.check.size_factor,
        "optouts_days": settings.check.optouts_days,
        "unmatched_optouts": settings.check.unmatched_optouts,
        "gives_codes": gives_codes(plan),
    }
    workspace.run("check/listed", **variables)
    workspace.run("score/opted_out", as_of=None, not_after=head["day"])
    workspace.define("create or replace temp table own_draw_ids (member_key integer, draw_id varchar)")
    if fill_controls(workspace, head["day"], settings):
        with Flow(workspace) as flow:
            find_draw_ids(flow)
            workspace.define("insert into own_draw_ids from draw_ids")
    _fill_texts(workspace, plan)
    workspace.run("check/lengths", **variables)
    return variables


def _fill_texts(workspace: Workspace, plan: dict[str, Any]) -> None:
    templates = {n: offer["template"] for n, offer in enumerate(plan["offer"], start=1) if offer["template"]}
    workspace.run("check/listed_words")
    if templates:
        query = text_query(templates, "listed_words", has_codes=gives_codes(plan))
        workspace.define_answer("texts", query, "offer.template")
    else:
        workspace.define("create or replace temp table texts (member_key integer, offer integer, body varchar)")


def _about_texts(workspace: Workspace, variables: dict[str, object]) -> Iterator[str]:
    """Say what the texts of each offer take; `sms-length` only tells of those that are too long."""
    for row in workspace.result("check/sms_texts", **variables).iter_rows(named=True):
        others = row["contacts"] - row["gsm"]
        alphabet = "GSM-7" if others == 0 else "UCS-2" if row["gsm"] == 0 else f"GSM-7, {others:,} of them in UCS-2"
        yield (
            f"texts of offer {row['offer']} in {alphabet}; the longest: {row['units']:,} signs, {row['segments']} SMS; "
            f"in all {row['sent']:,} SMS to {row['contacts']:,} members, cost {row['cost']:,.2f}"
        )


def _about_optouts(workspace: Workspace) -> Iterator[str]:
    if not workspace.rows("select 1 from loads where optouts > 0 and undone_at is null limit 1"):
        yield "no opt-outs were ever loaded, so nobody is known to refuse; 'attitude load optouts FILE' takes them in"


def _line(list_id: str, name: str, rows: pl.DataFrame) -> str:
    words = _words(CHECKS[name].words, rows)
    return f"{list_id}: {words}; {'left out' if CHECKS[name].leaves_out else 'passed'} with --allow {name}"


def _refused(list_id: str, name: str, rows: pl.DataFrame) -> str:
    words, cure = _words(CHECKS[name].words, rows), _words(CHECKS[name].cure, rows)
    other = "leave them out" if CHECKS[name].leaves_out else "pass it"
    return f"{list_id}: {words}; {cure}, or {other} with --allow {name}"


def _words(words: str, rows: pl.DataFrame) -> str:
    return words.format(**{"count": rows.height, **rows.row(0, named=True)})


def _leave_out(workspace: Workspace, failures: dict[str, pl.DataFrame], others: list[int]) -> int:
    workspace.define("create or replace temp table left_out (member_key integer)")
    gone = {key for name, rows in failures.items() if CHECKS[name].leaves_out for key in rows["member_key"]}
    gone.update(others)
    if gone:
        workspace.rows("insert into left_out select unnest(?::integer[])", [sorted(gone)])
    return len(gone)
