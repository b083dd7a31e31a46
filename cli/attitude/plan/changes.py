"""Values of a plan tried otherwise: ``limits.budget=12000``, and sweeps of them, ``limits.budget=5000:20000:8``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import Any

from attitude.errors import UsageError

_MOST_POINTS = 100


@dataclass(frozen=True)
class Sweep:
    """A key of a plan, and the values that it is to take one after another."""

    key: str
    values: tuple[float, ...]


def read_change(words: str) -> tuple[str, object]:
    """Take ``KEY=VALUE`` apart; the value is as in a plan, and text needs no quotes.

    Raises
    ------
    UsageError
        Where it is not of that form.

    Examples
    --------
    >>> read_change("limits.budget=12_000"), read_change("offer.2.channel=wap")
    (('limits.budget', 12000), ('offer.2.channel', 'wap'))
    """
    key, sign, value = words.partition("=")
    if not sign or not key.strip() or not value.strip():
        raise UsageError(f"--set {words}: write KEY=VALUE, as limits.budget=12000")
    try:
        return key.strip(), tomllib.loads(f"value = {value}")["value"]
    except tomllib.TOMLDecodeError:
        return key.strip(), value.strip()


def read_sweep(words: str) -> Sweep:
    """Take ``KEY=FROM:TO:POINTS`` apart; where both ends are whole, so is each value between them.

    Raises
    ------
    UsageError
        Where it is not of that form.

    Examples
    --------
    >>> read_sweep("limits.size=100:300:3").values
    (100, 200, 300)
    """
    key, _, text = words.partition("=")
    try:
        low, high, count = (part.strip().replace("_", "") for part in text.split(":"))
        first, last, points = float(low), float(high), int(count)
        is_whole = low.isdigit() and high.isdigit()
    except ValueError:
        raise UsageError(f"--sweep {words}: write KEY=FROM:TO:POINTS, as limits.budget=5000:20000:8") from None
    if not key.strip() or not 2 <= points <= _MOST_POINTS or not first < last < float("inf"):
        raise UsageError(
            f"--sweep {words}: write KEY=FROM:TO:POINTS with FROM below TO and 2 to {_MOST_POINTS} points, "
            "as limits.budget=5000:20000:8"
        )
    steps = [first + (last - first) * i / (points - 1) for i in range(points)]
    values = dict.fromkeys(round(step) if is_whole else round(step, 6) for step in steps)
    return Sweep(key.strip(), tuple(values))


def changed(values: dict[str, Any], key: str, value: object) -> dict[str, Any]:
    """Give the values of a plan with one of them otherwise; ``offer.2.capacity`` is of the second offer.

    Raises
    ------
    UsageError
        Where there is no such place.

    Examples
    --------
    >>> changed({"limits": {"size": 5}}, "limits.budget", 9)
    {'limits': {'size': 5, 'budget': 9}}
    >>> changed({"offer": [{"channel": "sms"}]}, "offer.1.capacity", 3)
    {'offer': [{'channel': 'sms', 'capacity': 3}]}
    """
    result: dict[str, Any] = _changed(values, key, key.split("."), value)
    return result


def _changed(values: Any, key: str, parts: list[str], value: object) -> Any:
    if not parts:
        return value
    first, *rest = parts
    if isinstance(values, list):
        if not first.isdigit() or not 1 <= int(first) <= len(values):
            raise UsageError(f"'{key}': '{first}' is none of the {len(values)} there are; count them from 1")
        place = int(first) - 1
        return [_changed(one, key, rest, value) if i == place else one for i, one in enumerate(values)]
    if not isinstance(values, dict):
        raise UsageError(f"'{key}': there is nothing below a single value; leave out '{first}'")
    return {**values, first: _changed(values.get(first, {}), key, rest, value)}
