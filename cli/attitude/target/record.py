"""A list as it is kept: its id, its treatment codes, its head."""

from __future__ import annotations

import base64
import hashlib
import json
from typing import TYPE_CHECKING, Any

from attitude.target.draws import keep_draw_ids

if TYPE_CHECKING:
    from attitude.database import Workspace
    from attitude.plan import Plan
    from attitude.target.account import Account


def list_id_of(workspace: Workspace, plan: Plan, seed: int) -> str:
    """Name the list by what is in it, so that the same plan on the same data is the same list."""
    as_of = workspace.row("select as_of from store.scorings")[0]
    rows = workspace.result("target/fingerprint").item()
    digest = hashlib.sha256(f"{plan.model_dump_json()}|{seed}|{as_of}|{rows}".encode())
    return f"{plan.campaign.id}-{digest.hexdigest()[:6]}"


def keep(
    workspace: Workspace, plan: Plan, list_id: str, seed: int, totals: dict[str, Any], account: Account | None
) -> None:
    """Write a list down, or write it anew where it is there already."""
    keep_draw_ids(workspace)
    before = workspace.rows("select list_key from store.lists where list_id = ?", [list_id])
    if before:
        workspace.run("target/renew", list_key=before[0][0])
    list_key = before[0][0] if before else _write_head(workspace, plan, list_id, seed, totals)
    _make_codes(workspace, list_key, list_id, plan)
    workspace.run("target/write_list", list_key=list_key)
    if account is not None:
        _keep_account(workspace, list_key, account)


def _keep_account(workspace: Workspace, list_key: int, account: Account) -> None:
    head = (account.value, account.bound, account.beside, account.share, account.is_in_turn)
    workspace.rows("insert into store.list_choices values (?, ?, ?, ?, ?, ?)", [list_key, *head])
    for place, row in enumerate(account.rows, start=1):
        workspace.rows(
            "insert into store.list_limits values (?, ?, ?, ?, ?, ?, ?, ?)", [list_key, place, *row.values()]
        )
    for offer, toll in enumerate(() if account.is_in_turn else account.tolls, start=1):
        workspace.rows("insert into store.list_tolls values (?, ?, ?)", [list_key, offer, toll])


def _write_head(workspace: Workspace, plan: Plan, list_id: str, seed: int, totals: dict[str, Any]) -> int:
    list_key, newest = workspace.row(
        "select coalesce(max(list_key), 0) + 1, coalesce(max(newest), 0) + 1 from store.lists"
    )
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
    return int(list_key)


def _made_of(workspace: Workspace) -> dict[str, Any]:
    """Count what the list was made of, and hash it with the rules' counts and the list itself."""
    made = workspace.result("target/made_of").row(0, named=True)
    whole = f"{json.dumps(made)}|{workspace.result('target/fingerprint').item()}"
    return {**{k: v for k, v in made.items() if k != "rules"}, "sha256": hashlib.sha256(whole.encode()).hexdigest()}


def _make_codes(workspace: Workspace, list_key: int, list_id: str, plan: Plan) -> None:
    """Give each treatment a code that no other has, of this list or an earlier one."""
    earlier = "select treatment_code from store.list_treatments where list_key <> ?"
    taken = {code for (code,) in workspace.rows(earlier, [list_key])}
    workspace.define("create or replace temp table codes (treatment integer, treatment_code varchar)")
    for treatment, offer, cell in workspace.rows("select treatment, offer, name from treatments order by treatment"):
        about = f"{list_id}|{plan.offer[offer - 1].model_dump_json()}|{cell}"
        code = next(code for code in (_code(f"{about}|{salt}") for salt in range(1000)) if code not in taken)
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
