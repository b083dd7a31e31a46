"""A list as it is kept: its id, its treatment codes, its head."""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from attitude.plan import Plan
from attitude.targeting.draws import keep_draw_ids

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from attitude.database import Flow, Workspace
    from attitude.targeting.account import Account

Codes = dict[tuple[int, str | None], str]  # of treatments, by offer and cell


@dataclass(frozen=True)
class Draft:
    """A list that is to be kept; ``chosen_by``: value, added, random or number."""

    plan: Plan
    list_id: str
    totals: dict[str, Any]
    account: Account | None
    chosen_by: str


def list_ids_of(flow: Flow, plans: Sequence[Plan], seed: int, as_of: date) -> list[str]:
    """Name each list by what was decided, so that the same plan on the same data is the same list.

    Neither chances nor money are in the name: their last digits hang on processors and versions. A list of the same
    decisions that stands already keeps its name, whichever version gave it.
    """
    standing = flow.ask("targeting/standing", seed=seed)
    names: list[str] = []
    for number, (plan, fingerprint) in enumerate(zip(plans, fingerprints_of(flow), strict=True), start=1):
        alike = [row for row in standing if (row["plan"], row["fingerprint"]) == (number, fingerprint)]
        digest = hashlib.sha256(f"{plan.decided}|{seed}|{as_of}|{fingerprint}".encode())
        wave = f"w{plan.later_wave.wave}-" if plan.later_wave else ""
        fresh = f"{plan.campaign.id}-{wave}{digest.hexdigest()[:6]}"
        names.append(next((row["list_id"] for row in alike if _decided(row["decided"]) == plan.decided), fresh))
    return names


def fingerprints_of(flow: Flow) -> list[str]:
    """Give for each list the one number that any change of what was decided changes."""
    return [str(row["fingerprint"]) for row in flow.ask("targeting/fingerprint")]


def _decided(text: str) -> str | None:
    """Give what a plan that was kept decides; None where plans are no longer written so."""
    try:
        return Plan.model_validate_json(text).decided
    except ValueError:
        return None


def keep(flow: Flow, drafts: Sequence[Draft], seed: int) -> None:
    """Write lists down, each as the newest of its campaign, inside a transaction.

    A draft of this name, or a list that was recalled, is written anew as a draft. One that is approved or handed over
    stays as it was made.

    Parameters
    ----------
    flow
        With what `attitude.targeting.step.finished` makes.
    drafts, seed
        One for each plan, in order; the seed of their draws.
    """
    workspace = flow.workspace
    keep_draw_ids(workspace)
    (newest,) = workspace.row("select coalesce(max(newest), 0) + 1 from store.lists")
    keys, known = _keys(workspace, drafts, newest)
    heads = enumerate(zip(keys, _heads(flow, drafts, seed), strict=True))
    rows = [[key, *head, newest + n, *_since_18(drafts[n])] for n, (key, head) in heads if key is not None]
    _insert(workspace, "store.lists", rows)
    flow.make("targeting/codes", codes=json.dumps(_codes(workspace, drafts, keys, known)))
    flow.add("targeting/write_list", list_keys=keys)
    if flow.has("member_codes"):
        flow.add("targeting/write_codes", list_keys=keys)
    _keep_accounts(workspace, [(key, one.account) for key, one in zip(keys, drafts, strict=True) if key is not None])


def _keys(workspace: Workspace, drafts: Sequence[Draft], newest: int) -> tuple[list[int | None], dict[int, Codes]]:
    """Give each list its key, None where it stays as it was made; and by place the codes of those written anew."""
    standing = {name: (key, status) for key, name, status in _standing(workspace, drafts)}
    (fresh,) = workspace.row("select coalesce(max(list_key), 0) + 1 from store.lists")
    keys: list[int | None] = []
    known: dict[int, Codes] = {}
    for place, draft in enumerate(drafts):
        key, status = standing.get(draft.list_id, (None, None))
        if key is None:
            keys.append(fresh)
            fresh += 1
        elif status in ("approved", "exported"):
            workspace.rows("update store.lists set newest = ? where list_key = ?", [newest + place, key])
            keys.append(None)
        else:
            known[place] = _forgotten(workspace, key)
            keys.append(key)
    return keys, known


def _standing(workspace: Workspace, drafts: Sequence[Draft]) -> list[tuple[Any, ...]]:
    query = "select list_key, list_id, status from store.lists where list_contains(?, list_id)"
    return workspace.rows(query, [[draft.list_id for draft in drafts]])


def _forgotten(workspace: Workspace, list_key: int) -> Codes:
    """Forget a list but for its key; gives the codes of its treatments, for somebody may have them."""
    query = "select offer, cell, treatment_code from store.list_treatments where list_key = ?"
    rows = workspace.rows(query, [list_key])
    workspace.run("targeting/renew", list_key=list_key)
    return {(offer, cell): code for offer, cell, code in rows}


def _keep_accounts(workspace: Workspace, accounts: Sequence[tuple[int, Account | None]]) -> None:
    choices, limits, tolls = list[list[object]](), list[list[object]](), list[list[object]]()
    for key, one in accounts:
        if one is None:
            continue
        choices.append([key, one.value, one.bound, one.beside, one.share, one.is_in_turn])
        limits += [[key, place, *row.values()] for place, row in enumerate(one.rows, start=1)]
        tolls += [] if one.is_in_turn else [[key, offer, toll] for offer, toll in enumerate(one.tolls, start=1)]
    _insert(workspace, "store.list_choices", choices)
    _insert(workspace, "store.list_limits", limits)
    _insert(workspace, "store.list_tolls", tolls)


def _insert(workspace: Workspace, table: str, rows: list[list[object]]) -> None:
    if rows:
        marks = ", ".join(f"({', '.join('?' for _ in row)})" for row in rows)
        workspace.rows(f"insert into {table} values {marks}", [value for row in rows for value in row])


def _heads(flow: Flow, drafts: Sequence[Draft], seed: int) -> list[list[object]]:
    """Give the row of each list in ``store.lists``, but for its key and its place among the newest."""
    as_of, constants = flow.workspace.row("select as_of, constants from store.scorings")
    heads: list[list[object]] = []
    for draft, made in zip(drafts, _made_of(flow), strict=True):
        plan, totals = draft.plan, draft.totals
        heads.append([
            *(draft.list_id, plan.campaign.id, as_of, constants, seed, plan.model_dump_json(), plan.text),
            json.dumps(made),
            *(plan.campaign.starts_on, plan.campaign.ends_on, plan.expires_on, plan.holdout.share),
            *(totals["treated"], totals["control"], totals["cost"], totals["responses"], totals["value"]),
            "draft",
        ])  # fmt: skip
    return heads


def _since_18(draft: Draft) -> tuple[object, ...]:
    """Give what lists of earlier versions do not have."""
    return draft.chosen_by, draft.totals["low"], draft.totals["high"], draft.plan.wave_number


def _made_of(flow: Flow) -> list[dict[str, Any]]:
    """Count what each list was made of, and hash it with the rules' counts and the list itself."""
    rows: list[dict[str, Any]] = []
    for row, fingerprint in zip(flow.ask("targeting/made_of"), fingerprints_of(flow), strict=True):
        made = {name: value for name, value in row.items() if name != "plan"}
        digest = hashlib.sha256(f"{json.dumps(made)}|{fingerprint}".encode())
        rows.append({**{k: v for k, v in made.items() if k != "rules"}, "sha256": digest.hexdigest()})
    return rows


def _codes(
    workspace: Workspace, drafts: Sequence[Draft], keys: Sequence[int | None], known: dict[int, Codes]
) -> list[dict[str, object]]:
    """Give each treatment the code it had, else one that no other has, of these lists or an earlier one."""
    taken = {code for (code,) in workspace.rows("select treatment_code from store.list_treatments")}
    taken |= {code for codes in known.values() for code in codes.values()}
    treatments: list[dict[str, object]] = []
    query = "select plan, treatment, offer, name from list_treatments order by plan, treatment"
    rows = [row for row in workspace.rows(query) if keys[row[0] - 1] is not None]
    for number, treatment, offer, cell in rows:
        text = f"{drafts[number - 1].list_id}|{offer}|{cell}"
        fresh = (_code(f"{text}|{salt}") for salt in range(1000))
        code = known.get(number - 1, {}).get((offer, cell)) or next(code for code in fresh if code not in taken)
        taken.add(code)
        treatments.append({"plan": number, "treatment": treatment, "treatment_code": code})
    return treatments


def _code(text: str) -> str:
    """Give a code: seven letters and digits that are hard to mistake for one another.

    Examples
    --------
    >>> _code("a list|an offer|a cell")
    'JA3AP7Y'
    """
    digest = hashlib.sha256(text.encode()).digest()
    return base64.b32encode(digest)[:7].decode().translate(str.maketrans("ILOQ", "1890"))
