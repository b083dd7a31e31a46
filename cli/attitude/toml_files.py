"""TOML files of the user's: read, checked against a model, and every fault one line with the place and the cure."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from attitude.errors import UsageError, nearest

M = TypeVar("M", bound=BaseModel)

_PLACE = re.compile(r"\(at line (\d+), column \d+\)")
_HEADER = re.compile(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?")
_KEY = re.compile(r"""\s*([\w.-]+|"[^"]*"|'[^']*')\s*=""")
_BARE_KEY = re.compile(
    r"^([ \t]*)([^\s\[\]{}\"'#=.,]*[^\x00-\x7f\s\[\]{}\"'#=.,][^\s\[\]{}\"'#=.,]*)(?=[ \t]*=)", re.MULTILINE
)
_DAY = re.compile(r"=\s*[\"']?[0-9]{1,4}(?:[-/.][0-9]{1,4}){2}")
_NUMBER = re.compile(r"=\s*[-+]?[0-9][^#\s]*")


def is_none(value: object) -> bool:
    """Tell that a field says nothing; with the two below, for fields that came later: unsaid, they change no digest."""
    return value is None


def is_nothing(value: object) -> bool:
    """Tell that a field is 0 or empty."""
    return not value


def is_whole(value: object) -> bool:
    """Tell that a share is all."""
    return value == 1


class Strict(BaseModel):
    """A table of such a file: a key that it does not know is refused, and what was read stays as it is."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def read_toml(path: Path) -> dict[str, Any]:
    """Read a TOML file; every way it can be unreadable is one line with the place."""
    return parsed_toml(read_text(path), path)


def read_text(path: Path) -> str:
    """Read a text file of the user's; a file that is none is one line."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise UsageError(f"{path}: no such file") from error
    except IsADirectoryError as error:
        raise UsageError(f"{path}: is a folder; name a file in it") from error
    except (OSError, UnicodeDecodeError) as error:
        cure = "; save it as UTF-8" if isinstance(error, UnicodeDecodeError) else ""
        raise UsageError(f"{path}: cannot be read as UTF-8 text: {error}{cure}") from error


def parsed_toml(text: str, path: Path) -> dict[str, Any]:
    """Parse the text of a TOML file; a fault is one line with the place."""
    try:
        return tomllib.loads(keys_quoted(text))
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{path}: not valid TOML: {error}{_line_told(text, str(error))}") from error


def keys_quoted(text: str) -> str:
    """Put quotes around keys like 外呼, which TOML wants but nobody expects; what is TOML already stays as it is.

    Examples
    --------
    >>> keys_quoted('外呼 = "call"')
    '"外呼" = "call"'
    """
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return _BARE_KEY.sub(r'\1"\2"', text)
    return text


def _line_told(text: str, fault: str) -> str:
    """Show the line that a fault is on, and how a number or a day is written where that may be it."""
    place = _PLACE.search(fault)
    if place is None:
        return ""
    line = text.splitlines()[int(place[1]) - 1].strip()
    is_day = _DAY.search(line) is not None
    cure = "; a day is written as 2026-12-05" if is_day else "; a number is written as 1500, 1_500 or 0.05"
    return f": {line[:60]}{cure if is_day or _NUMBER.search(line) else ''}"


def line_of(text: str, where: list[str]) -> int | None:
    r"""Find the line that gives a value: of the key itself, else of the nearest table or key above it.

    Parameters
    ----------
    text
        Of a TOML file that can be read.
    where
        The keys that lead to the value, the place in an array of tables as a number.

    Examples
    --------
    >>> text = "[a]\nx = 1\n[[b]]\ny = 1\n[[b]]\ny = 2"
    >>> line_of(text, ["b", "1", "y"]), line_of(text, ["a", "x"]), line_of(text, ["b", "0", "z"]), line_of(text, ["c"])
    (6, 2, 3, None)
    """
    table: list[str] = []
    counts: dict[str, int] = {}
    best, best_line = 0, None
    for number, line in enumerate(text.splitlines(), start=1):
        if header := _HEADER.match(line):
            table = _keys_in(header[2])
            if header[1] == "[[":
                counts[header[2]] = counts.get(header[2], -1) + 1
                table.append(str(counts[header[2]]))
        key = _KEY.match(line) if not header else None
        path = [*table, *(_keys_in(key[1]) if key else [])]
        if len(path) > best and path == where[: len(path)]:
            best, best_line = len(path), number
    return best_line


def _keys_in(words: str) -> list[str]:
    return [one.strip(" \"'") for one in re.findall(r"""[^."']+|"[^"]*"|'[^']*'""", words)]


def checked(model: type[M], values: dict[str, Any], path: Path) -> M:
    """Check values against a model; the first fault becomes one line with file, key, value and cure."""
    try:
        return model.model_validate(values)
    except ValidationError as error:
        fault = error.errors()[0]
        where = [str(part) for part in fault["loc"]]
        line = line_of(read_text(path), where) if where and path.is_file() else None
        raise UsageError(f"{path}: {_fault(model, fault)}{f' (line {line})' if line else ''}") from error


_PLAIN = {
    "dict_type": "must be a table, as { name = … }",
    "model_type": "must be a table, as { name = … }",
    "model_attributes_type": "must be a table, as { name = … }",
    "list_type": "must be a list, as [ … ]",
    "tuple_type": "must be a list, as [ … ]",
    "string_type": 'must be a text, as "…"',
    "int_parsing": "must be a whole number",
    "float_parsing": "must be a number",
    "date_parsing": "must be a day, as 2026-12-05",
    "date_from_datetime_parsing": "must be a day, as 2026-12-05",
    "string_pattern_mismatch": "must not be empty, begin with a dot, or have a slash or a line break in it",
}


def _fault(model: type[BaseModel], fault: Any) -> str:
    where = [str(part) for part in fault["loc"] if part != "[key]"]
    key = ".".join(where)
    if fault["type"] == "extra_forbidden":
        return f"unknown key '{key}'{nearest(where[-1], _keys(model, where[:-1]))}"
    if fault["type"] == "missing":
        return f"'{key}' is missing"
    words = _PLAIN.get(fault["type"]) or fault["msg"].removeprefix("Value error, ")
    at = f"'{key}'" + ("" if isinstance(fault["input"], dict | list) else f" = {fault['input']!r}")
    return f"{at}: {words[0].lower()}{words[1:]}" if key else words


def _keys(model: type[BaseModel], where: list[str]) -> list[str]:
    """List the keys that are known at a place in a model, for a hint."""
    for part in where:
        field = model.model_fields.get(part)
        inner = [field.annotation, *getattr(field.annotation, "__args__", ())] if field else []
        models = [kind for kind in inner if isinstance(kind, type) and issubclass(kind, BaseModel)]
        if models:
            model = models[0]
    return [field.alias or name for name, field in model.model_fields.items()]
