"""``POLICY.toml``: the contact policy that history is gone through under, as a checked model."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import Field

from attitude.errors import UsageError, nearest
from attitude.plan import Channel, Plan, Sweep, Window
from attitude.toml_files import Strict, checked, read_toml

if TYPE_CHECKING:
    from attitude.database import Workspace

_MOST_RULES = 60  # each is a bit of a number
Policy = Mapping[str, Window]


class PolicyFile(Strict):
    """The whole file: ``[policy]`` as a plan has it."""

    policy: dict[Channel, Window] = Field({})


def read_policies(path: Path, sweep: Sweep | None = None) -> list[Policy]:
    """Read the policy of a file, once for each value of a sweep; a plan is taken by its ``[policy]`` alone.

    Raises
    ------
    UsageError
        For the first thing wrong with it, with file, key and cure.
    """
    values = read_toml(path)
    return [_checked(one, path) for one in (_changes(values, sweep) if sweep else [values])]


def policy_of(values: Mapping[str, Any]) -> Policy:
    """Check a policy that stands in no file, as ``{"sms": {"max": 2, "days": 30}}``.

    Raises
    ------
    UsageError
        For the first thing wrong with it, or when there is no rule.
    """
    return _checked({"policy": dict(values)}, Path("policy"))


def _changes(values: dict[str, Any], sweep: Sweep) -> Iterator[dict[str, Any]]:
    """Give the file's values with one of them otherwise; ``all.max`` is of ``[policy]``, as everything here."""
    rules = values.get("policy")
    names = list(rules) if isinstance(rules, dict) else []
    keys = {f"{name.strip().lower()}.{key}": (name, key) for name in names for key in ("max", "days")}
    asked = sweep.key.removeprefix("policy.").lower()
    if asked not in keys:
        raise UsageError(f"--sweep {sweep.key}: the file has no such figure{nearest(asked, keys)}")
    name, key = keys[asked]
    for value in sweep.values:
        rule = values["policy"][name]
        yield {**values, "policy": {**values["policy"], name: {**(rule if isinstance(rule, dict) else {}), key: value}}}


def _checked(values: dict[str, Any], path: Path) -> Policy:
    is_plan = "campaign" in values and "offer" in values
    policy: Policy = checked(Plan, values, path).policy if is_plan else checked(PolicyFile, values, path).policy
    if not policy:
        raise UsageError(f"{path}: no rule to go by; write [policy] and below it, say, all = {{ max = 1, days = 7 }}")
    if any(window.max is None for window in policy.values()):
        raise UsageError(
            f'{path}: policy.all: max = "fatigue" is what is known of each member today; of the past, write a number'
        )
    if len(policy) > _MOST_RULES:
        raise UsageError(f"{path}: {len(policy)} rules under [policy]; write {_MOST_RULES} at most")
    return policy


def check_channels(workspace: Workspace, policy: Policy) -> None:
    """Refuse a rule of a channel by which nobody was ever contacted, nor any list made.

    Raises
    ------
    UsageError
        For the first of them, with the nearest that is known.
    """
    used = [
        name
        for (name,) in workspace.rows(
            "select channel from store.full_treatments union select channel from store.list_treatments"
        )
        if name is not None
    ]
    names = [*used, "all", *policy]
    families: dict[str, str] = dict(
        workspace.rows("select name, channel_family(name) from unnest(?) as t (name)", [names])
    )
    known = {families[name] for name in (*used, "all")}
    for channel in policy:
        if families[channel] not in known:
            raise UsageError(f"policy.{channel}: nobody was contacted by '{channel}'{nearest(channel, [*used, 'all'])}")


def as_json(policy: Policy) -> str:
    """Write the rules as ``queries/replay/caps.sql`` reads them, counted from 1."""
    rules = [
        {"cap": cap, "channel": channel, "most": window.max, "days": window.days, "per": window.per}
        for cap, (channel, window) in enumerate(policy.items(), start=1)
    ]
    return json.dumps(rules)
