"""A list as it is kept: its id, its treatment codes, its head."""

from __future__ import annotations

import base64
import hashlib
import json
from typing import TYPE_CHECKING, Any

from attitude.plan import Plan
from attitude.target.draws import keep_draw_ids

if TYPE_CHECKING:
    from attitude.database import Workspace
    from attitude.target.account import Account


def list_id_of(workspace: Workspace, plan: Plan, seed: int) -> str:
    """Name the list by what was decided, so that the same plan on the same data is the same list.

    Neither chances nor money are in the name: their last digits hang on processors and versions. A list of the same
    decisions that stands already keeps its name, whichever version gave it.
    """
    as_of = workspace.row("select as_of from store.scorings")[0]
    fingerprint = workspace.result("target/fingerprint").item()
    for list_id, text, theirs in workspace.result("target/standing", campaign=plan.campaign.id, seed=seed).rows():
        if theirs == fingerprint and _decided(text) == plan.decided:
            return str(list_id)
    digest = hashlib.sha256(f"{plan.decided}|{seed}|{as_of}|{fingerprint}".encode())
    return f"{plan.campaign.id}-{digest.hexdigest()[:6]}"


def _decided(text: str) -> str | None:
    """Give what a plan that was kept decides; None where plans are no longer written so."""
    try:
        return Plan.model_validate_json(text).decided
    except ValueError:
        return None


def keep(
    workspace: Workspace, plan: Plan, list_id: str, seed: int, totals: dict[str, Any], account: Account | None
) -> None:
    """Write a list down, as the newest of its campaign.

    A draft of this name, or a list that was recalled, is written anew as a draft. One that is approved or handed over
    stays as it was made.
    """
    keep_draw_ids(workspace)
    before = workspace.rows("select list_key, status from store.lists where list_id = ?", [list_id])
    if before and before[0][1] in ("approved", "exported"):
        workspace.rows(
            "update store.lists set newest = (select max(l.newest) + 1 from store.lists as l) where list_key = ?",
            [before[0][0]],
        )
        return
    list_key, codes = _forgotten(workspace, before[0][0]) if before else (None, {})
    list_key = _write_head(workspace, plan, list_id, seed, totals, list_key)
    _make_codes(workspace, list_key, list_id, codes)
    workspace.run("target/write_list", list_key=list_key)
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
    for place, row in enumerate(account.rows, start=1):
        workspace.rows(
            "insert into store.list_limits values (?, ?, ?, ?, ?, ?, ?, ?)", [list_key, place, *row.values()]
        )
    for offer, toll in enumerate(() if account.is_in_turn else account.tolls, start=1):
        workspace.rows("insert into store.list_tolls values (?, ?, ?)", [list_key, offer, toll])


def _write_head(
    workspace: Workspace, plan: Plan, list_id: str, seed: int, totals: dict[str, Any], list_key: int | None
) -> int:
    fresh, newest = workspace.row(
        "select coalesce(max(list_key), 0) + 1, coalesce(max(newest), 0) + 1 from store.lists"
    )
    list_key = list_key or int(fresh)
    as_of, constants = workspace.row("select as_of, constants from store.scorings")
    values: list[object] = [
        *(list_key, list_id, plan.campaign.id, as_of, constants, seed, plan.model_dump_json(), plan.text),
        json.dumps(_made_of(workspace)),
        *(plan.campaign.starts_on, plan.campaign.ends_on, plan.expires_on, plan.holdout.share),
        *(totals["treated"], totals["control"], totals["cost"], totals["responses"], totals["value"]),
        *("draft", newest),
    ]
    marks = ", ".join("?" for _ in values)
    workspace.rows(f"insert into store.lists values ({marks})", values)
    return list_key


def _made_of(workspace: Workspace) -> dict[str, Any]:
    """Count what the list was made of, and hash it with the rules' counts and the list itself."""
    made = workspace.result("target/made_of").row(0, named=True)
    whole = f"{json.dumps(made)}|{workspace.result('target/fingerprint').item()}"
    return {**{k: v for k, v in made.items() if k != "rules"}, "sha256": hashlib.sha256(whole.encode()).hexdigest()}


def _make_codes(workspace: Workspace, list_key: int, list_id: str, known: dict[tuple[int, str | None], str]) -> None:
    """Give each treatment the code it had, else one that no other has, of this list or an earlier one."""
    earlier = "select treatment_code from store.list_treatments where list_key <> ?"
    taken = {code for (code,) in workspace.rows(earlier, [list_key])} | set(known.values())
    workspace.define("create or replace temp table codes (treatment integer, treatment_code varchar)")
    for treatment, offer, cell in workspace.rows("select treatment, offer, name from treatments order by treatment"):
        fresh = (_code(f"{list_id}|{offer}|{cell}|{salt}") for salt in range(1000))
        code = known.get((offer, cell)) or next(code for code in fresh if code not in taken)
        taken.add(code)
        workspace.rows("insert into codes values (?, ?)", [treatment, code])


def _code(about: str) -> str:
    """Give a code: seven letters and digits that are hard to mistake for one another.

    Examples
    --------
    >>> _code("a list|an offer|a cell")
    'JA3AP7Y'
    """
    digest = hashlib.sha256(about.encode()).digest()
    return base64.b32encode(digest)[:7].decode().translate(str.maketrans("ILOQ", "1890"))
