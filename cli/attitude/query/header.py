"""What stands above a query: what it answers, the grain of its result, and the values that it asks for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from math import isfinite

from attitude.errors import UsageError, nearest

NONE = "none"  # the default of a value that may be left out
_SHAPE = "-- asks: name (type, default): meaning"
_ASKS = re.compile(r"([^\W\d]\w*) *\( *([^\s,()]+) *(?:, *([^()]*?) *)?\) *: *(\S.*)", re.ASCII)


@dataclass(frozen=True)
class Parameter:
    """One value that a query asks for; ``default`` is as the header writes it, None where the value must be given."""

    name: str
    kind: str
    default: str | None
    meaning: str

    @property
    def shape(self) -> str:
        """How a list of queries shows it: ``rows=20``, ``element=…`` where it must be given, ``[since]`` where not."""
        if self.default == NONE:
            return f"[{self.name}]"
        return f"{self.name}={'…' if self.default is None else self.default}"

    @property
    def default_words(self) -> str:
        """What happens without a value."""
        return {None: "must be given", NONE: "may be left out"}.get(self.default, f"default {self.default}")

    def value(self, text: str) -> object:
        """Turn a text into the value it means.

        Raises
        ------
        UsageError
            When it is none of the parameter's type.

        Examples
        --------
        >>> Parameter("rows", "integer", "20", "how many").value("7")
        7
        """
        try:
            return _KINDS[self.kind](text)
        except ValueError:
            raise UsageError(f"{self.name} = '{text}': {_CURES[self.kind]}") from None


@dataclass(frozen=True)
class Header:
    """What a query's first comment lines say."""

    what: str = ""
    gives: str = ""
    reads: str = ""
    parameters: tuple[Parameter, ...] = ()


def read_header(sql: str, place: str = "") -> Header:
    """Read the comment lines at the top of a query; without any, nothing is known of it and it asks for nothing.

    Parameters
    ----------
    sql
        The text of the query.
    place
        The file, for errors.

    Raises
    ------
    UsageError
        When an ``asks`` line is not of its shape: one line with the place and the cure.
    """
    entries = entries_of(sql)
    what = re.sub(r"^\w+/[\w-]+: *", "", entries[0][2]) if entries and not entries[0][1] else ""
    texts = {key: words for _, key, words in reversed(entries)}
    parameters: dict[str, Parameter] = {}
    for line, key, words in entries:
        if key == "asks":
            parameter = _parameter(words, f"{place} line {line}".strip())
            if parameter.name in parameters:
                raise UsageError(f"{place} line {line}: asks for '{parameter.name}' twice".strip())
            parameters[parameter.name] = parameter
    return Header(what, texts.get("gives", ""), texts.get("reads", ""), tuple(parameters.values()))


def entries_of(sql: str) -> list[tuple[int, str, str]]:
    """Give line, key and words of each header entry; a line indented further goes on with the one before it."""
    entries: list[tuple[int, str, str]] = []
    for number, line in enumerate(sql.splitlines(), start=1):
        if not line.strip():
            continue
        if not (comment := re.match(r"\s*--(.*)", line)):
            break
        if entries and comment[1].startswith("   "):
            at, key, words = entries[-1]
            entries[-1] = (at, key, f"{words} {comment[1].strip()}")
            continue
        keyed = re.match(r"\s*(gives|asks|reads|source|writes) *: *(.*)", comment[1], re.IGNORECASE)
        entries.append((number, keyed[1].lower(), keyed[2].strip()) if keyed else (number, "", comment[1].strip()))
    return entries


def _parameter(words: str, place: str) -> Parameter:
    match = _ASKS.fullmatch(words)
    if not match:
        raise UsageError(f"{place}: '{words}' cannot be read; write {_SHAPE}")
    name, kind, default, meaning = match.groups()
    if kind.lower() not in _KINDS:
        cure = nearest(kind.lower(), _KINDS) or f"; take {', '.join(_KINDS)}"
        raise UsageError(f"{place}: '{name}' is of no known type '{kind}'{cure}")
    parameter = Parameter(name, kind.lower(), default, meaning)
    if default not in (None, NONE):
        try:
            parameter.value(str(default))
        except UsageError as error:
            raise UsageError(f"{place}: the default of {error}") from error
    return parameter


def values_for(header: Header, values: Mapping[str, object], name: str = "the query") -> dict[str, object]:
    """Check values against what a query asks for; those with a default may be missing, for its SQL knows it.

    Raises
    ------
    UsageError
        When a name is unknown, a value of the wrong type, or one without default is missing.
    """
    known = {parameter.name: parameter for parameter in header.parameters}
    for wrong in sorted(set(values) - set(known)):
        raise UsageError(f"{name} asks for no '{wrong}'{nearest(wrong, known) or _what_it_asks(known)}")
    for parameter in known.values():
        if parameter.default is None and parameter.name not in values:
            wanted = f"{parameter.name} ({parameter.kind}): {parameter.meaning}"
            raise UsageError(f"{name} asks for {wanted}; give it with --set {parameter.name}=VALUE")
    return {key: known[key].value(str(value)) for key, value in values.items()}


def _what_it_asks(known: Iterable[str]) -> str:
    return f"; it asks for {', '.join(known)}" if known else "; it asks for nothing"


def given_by(pairs: Iterable[str]) -> dict[str, object]:
    """Read ``name=value`` texts, the later of two of one name holds.

    Raises
    ------
    UsageError
        When one has no ``=``.
    """
    values: dict[str, object] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals or not name.strip():
            raise UsageError(f"--set {pair}: write --set name=value")
        values[name.strip()] = value
    return values


def _integer(text: str) -> int:
    value = int(text)
    if not -(2**63) <= value < 2**63:
        raise ValueError
    return value


def _number(text: str) -> float:
    value = float(text)
    if not isfinite(value):
        raise ValueError
    return value


def _date(text: str) -> date:
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        raise ValueError
    return date.fromisoformat(text)


def _boolean(text: str) -> bool:
    if text.lower() not in ("yes", "true", "no", "false"):
        raise ValueError
    return text.lower() in ("yes", "true")


_KINDS: dict[str, Callable[[str], object]] = {
    "text": str,
    "integer": _integer,
    "number": _number,
    "date": _date,
    "boolean": _boolean,
}
_CURES = {
    "text": "",
    "integer": "not a whole number; write it as 20",
    "number": "not a number; write it as 0.5",
    "date": "not a day; write it as 2026-12-05",
    "boolean": "write yes or no",
}
