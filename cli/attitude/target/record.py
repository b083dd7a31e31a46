"""A list as it is kept: its id, its treatment codes, its head."""

from __future__ import annotations

import base64
import hashlib
import json
from typing import TYPE_CHECKING, Any

from attitude.plan import Plan
from attitude.target.draws import keep_draw_ids

if TYPE_CHECKING:
    from datetime import date

    from attitude.database import Flow, Workspace
    from attitude.target.account import Account


def list_id_of(flow: Flow, plan: Plan, seed: int, as_of: date) -> str:
    """Name the list by what was decided, so that the same plan on the same data is the same list.

    Neither chances nor money are in the name: their last digits hang on processors and versions. A list of the same
    decisions that stands already keeps its name, whichever version gave it.
    """
    fingerprint = fingerprint_of(flow)
    for row in flow.ask("target/standing", campaign=plan.campaign.id, seed=seed):
        if row["fingerprint"] == fingerprint and _decided(row["plan"]) == plan.decided:
            return str(row["list_id"])
    digest = hashlib.sha256(f"{plan.decided}|{seed}|{as_of}|{fingerprint}".encode())
    return f"{plan.campaign.id}-{digest.hexdigest()[:6]}"


def fingerprint_of(flow: Flow) -> str:
    """Give the one number that any change of what was decided changes."""
    return str(flow.ask("target/fingerprint")[0]["fingerprint"])


def _decided(text: str) -> str | None:
    """Give what a plan that was kept decides; None where plans are no longer written so."""
    try:
        return Plan.model_validate_json(text).decided
    except ValueError:
        return None


def keep(
    flow: Flow, plan: Plan, number: int, list_id: str, seed: int, totals: dict[str, Any], account: Account | None
) -> None:
    """Write a list down, as the newest of its campaign.

    A draft of this name, or a list that was recalled, is written anew as a draft. One that is approved or handed over
    stays as it was made.
    """
    workspace = flow.workspace
    keep_draw_ids(workspace)
    before = workspace.rows("select list_key, status from store.lists where list_id = ?", [list_id])
    if before and before[0][1] in ("approved", "exported"):
        workspace.rows(
            "update store.lists set newest = (select max(l.newest) + 1 from store.lists as l) where list_key = ?",
            [before[0][0]],
        )
        return
    list_key, codes = _forgotten(workspace, before[0][0]) if before else (None, {})
    list_key = _write_head(flow, plan, list_id, seed, totals, list_key)
    flow.make("target/codes", codes=json.dumps(_codes(workspace, list_key, list_id, codes)))
    flow.add("target/write_list", list_key=list_key, plan=number)
    if account is not None:
        _keep_account(workspace, list_key, account)


def _forgotten(workspace: Workspace, list_key: int) -> tuple[int, dict[tuple[int, str | None], str]]:
    """Forget a list but for its key and the codes of its treatments, by offer and cell: somebody may have them."""
    rows = workspace.rows(
        "select offer, cell, treatment_code from store.list_treatments where list_key = ?", [list_key]
    )
    workspace.run("target/renew", list_key=list_key)
    return list_key, {(offer, cell): code for offer, cell, code in rows}


def _keep_account(workspace: Workspace, list_key: int, account: Account) -> None:
    head = (account.value, account.bound, account.beside, account.share, account.is_in_turn)
    workspace.rows("insert into store.list_choices values (?, ?, ?, ?, ?, ?)", [list_key, *head])
    limits: list[list[object]] = [[list_key, place, *row.values()] for place, row in enumerate(account.rows, start=1)]
    tolls: list[list[object]] = [[list_key, offer, toll] for offer, toll in enumerate(account.tolls, start=1)]
    _insert(workspace, "store.list_limits", limits)
    _insert(workspace, "store.list_tolls", [] if account.is_in_turn else tolls)


def _insert(workspace: Workspace, table: str, rows: list[list[object]]) -> None:
    if rows:
        marks = ", ".join(f"({', '.join('?' for _ in row)})" for row in rows)
        workspace.rows(f"insert into {table} values {marks}", [value for row in rows for value in row])


def _write_head(flow: Flow, plan: Plan, list_id: str, seed: int, totals: dict[str, Any], list_key: int | None) -> int:
    workspace = flow.workspace
    fresh, newest = workspace.row(
        "select coalesce(max(list_key), 0) + 1, coalesce(max(newest), 0) + 1 from store.lists"
    )
    list_key = list_key or int(fresh)
    as_of, constants = workspace.row("select as_of, constants from store.scorings")
    values: list[object] = [
        *(list_key, list_id, plan.campaign.id, as_of, constants, seed, plan.model_dump_json(), plan.text),
        json.dumps(_made_of(flow)),
        *(plan.campaign.starts_on, plan.campaign.ends_on, plan.expires_on, plan.holdout.share),
        *(totals["treated"], totals["control"], totals["cost"], totals["responses"], totals["value"]),
        *("draft", newest),
    ]
    marks = ", ".join("?" for _ in values)
    workspace.rows(f"insert into store.lists values ({marks})", values)
    return list_key


def _made_of(flow: Flow) -> dict[str, Any]:
    """Count what the list was made of, and hash it with the rules' counts and the list itself."""
    (made,) = flow.ask("target/made_of")
    whole = f"{json.dumps(made)}|{fingerprint_of(flow)}"
    return {**{k: v for k, v in made.items() if k != "rules"}, "sha256": hashlib.sha256(whole.encode()).hexdigest()}


def _codes(
    workspace: Workspace, list_key: int, list_id: str, known: dict[tuple[int, str | None], str]
) -> list[dict[str, object]]:
    """Give each treatment the code it had, else one that no other has, of this list or an earlier one."""
    earlier = "select treatment_code from store.list_treatments where list_key <> ?"
    taken = {code for (code,) in workspace.rows(earlier, [list_key])} | set(known.values())
    found: list[dict[str, object]] = []
    treatments = workspace.rows("select treatment, offer, name from list_treatments order by treatment")
    for treatment, offer, cell in treatments:
        fresh = (_code(f"{list_id}|{offer}|{cell}|{salt}") for salt in range(1000))
        code = known.get((offer, cell)) or next(code for code in fresh if code not in taken)
        taken.add(code)
        found.append({"treatment": treatment, "treatment_code": code})
    return found


def _code(about: str) -> str:
    """Give a code: seven letters and digits that are hard to mistake for one another.

    Examples
    --------
    >>> _code("a list|an offer|a cell")
    'JA3AP7Y'
    """
    digest = hashlib.sha256(about.encode()).digest()
    return base64.b32encode(digest)[:7].decode().translate(str.maketrans("ILOQ", "1890"))
