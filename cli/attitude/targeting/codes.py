"""Codes of members' own: made here by a hash, or given out of the file of a pool, each to one member for good."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attitude.errors import BadDataError, UsageError
from attitude.load import codes_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from attitude.database import Flow, Workspace
    from attitude.plan import Plan
    from attitude.targeting.step import TargetResult

Pools = dict[str, list[str | None]]  # by file, as plans name it: the code of each row, None where it is blank
_TRIES = 1000
_MADE = ("coded", "kept_codes", "taken_codes", "made_codes")
_POOLED = ("pool_codes", "pool_needs")


def read_pools(workspace: Workspace, plans: Sequence[Plan]) -> Pools:
    """Read the files of pools that plans name, each beside its plan's file.

    Raises
    ------
    UsageError
        When there is no such file.
    BadDataError
        When it cannot be read, or has no column ``code``.
    """
    files = {plan.codes_file: Path(plan.file).parent / plan.codes_file for plan in plans if plan.codes_file}
    for name, path in files.items():
        if not path.is_file():
            place = next(plan.file for plan in plans if plan.codes_file == name)
            raise UsageError(
                f"{place + ': ' if place else ''}codes_file = '{name}': there is no file {path}; put the pool's there, "
                "with a column 'code'"
            )
    return {name: codes_in(workspace, path) for name, path in files.items()}


def give_codes(
    flow: Flow, plans: Sequence[Plan], lists: Sequence[TargetResult], seed: int, pools: Pools
) -> list[TargetResult]:
    """Find a code for each member whom a list contacts, where its plan gives codes: ``member_codes``.

    A list that was approved or handed over has its codes. The lists come back with what is to be said.

    Raises
    ------
    BadDataError
        When a pool has too few codes left.
    """
    coded = [
        _coded(number, plan, one, seed)
        for number, (plan, one) in enumerate(zip(plans, lists, strict=True), start=1)
        if plan.has_codes and one.stood not in ("approved", "exported")
    ]
    if not coded:
        return list(lists)
    _make(flow, coded)
    told = _give_of_pools(flow, pools)
    flow.make("targeting/member_codes")
    words = {row["plan"]: _words(row["source"], told) for row in coded}
    return [replace(one, notes=(*one.notes, *words.get(number, ()))) for number, one in enumerate(lists, start=1)]


def _coded(number: int, plan: Plan, one: TargetResult, seed: int) -> dict[str, Any]:
    return {
        "plan": number,
        "list_id": one.list_id,
        "campaign_id": plan.campaign.id,
        "wave": plan.wave_number,
        "seed": str(seed),
        "source": plan.codes_file,
    }


def _make(flow: Flow, coded: list[dict[str, Any]]) -> None:
    """Keep the codes that members have, and make those that they need: one attempt after another until all have one."""
    for name in _MADE:
        flow.make(f"targeting/{name}", **({"coded": json.dumps(coded)} if name == "coded" else {}))
    for number in range(_TRIES):
        if not flow.ask("targeting/codes_wanting")[0]["members"]:
            return
        flow.add("targeting/make_codes", attempt=number)


def _give_of_pools(flow: Flow, pools: Pools) -> dict[str, dict[str, Any]]:
    """Lay the codes of pools beside who needs one; gives by file how far it goes."""
    rows = [
        {"source": name, "row": row, "code": code}
        for name, codes in pools.items()
        for row, code in enumerate(codes, start=1)
    ]
    flow.make("targeting/pool_rows", pools=json.dumps(rows))
    for name in _POOLED:
        flow.make(f"targeting/{name}")
    told = {row["source"]: row for row in flow.ask("targeting/pools_told")}
    for row in told.values():
        _check_left(row)
    return told


def _check_left(row: dict[str, Any]) -> None:
    """Refuse a list that needs more codes than its pool has left."""
    free, needed = row["free"], row["needed"]
    if needed > free:
        before = f" (given before: {row['given_before']:,})" if row["given_before"] else ""
        most = free + row["kept"]
        smaller = f", or set limits.size = {most}" if most else ""
        raise BadDataError(
            f"{row['source']}: has {free:,} codes left for {needed:,} members who need one{before}; add "
            f"{needed - free:,} more to it{smaller}; nothing was made"
        )


def _words(source: str | None, told: dict[str, dict[str, Any]]) -> Iterator[str]:
    """Say what codes members get, and of a pool how many are left and which rows were no use."""
    if source is None:
        yield "a code of their own for each member contacted: seven letters and figures and a check digit"
        return
    row = told[source]
    yield f"{source}: a code for each member contacted, {row['free'] - row['needed']:,} codes left in it"
    aside = [
        f"{words} {row[name]:,}"
        for name, words in (("given_before", "given before"), ("repeated", "there twice"), ("blank", "blank"))
        if row[name]
    ]
    if aside:
        yield f"{source}: rows left aside: {', '.join(aside)}"
