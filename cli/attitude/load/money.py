"""Attributes with signs of money or of shares, ``1.521,28 €``, ``12,5 %``: figures where all of a column have one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from attitude.database import Workspace, quoted
from attitude.load.readings import are_several

_LOOKED_AT = 2048
_SIGNS = r"[%％‰]$|[$＄€£¥￥₹₽₩₺₫₴₪฿元円]|人民币|zł|kč|\b[A-Za-z]{3}\b|^[-–—]{1,2}$|^\(.*[.,][0-9]+\)$|[.,][0-9]+[-−]$"
_DASH = "clean_figure({0}) is null and {0} is not null"
_MAY_BE = f"bool_or(regexp_matches({{0}}, ?)) and bool_and(regexp_matches({{0}}, '[0-9]') or ({_DASH}))"
_COUNTED = (
    "min({0}) filter (where attribute_figure({0}) is null and clean_figure({0}) is not null)",
    "count({0}) filter (where attribute_figure({0}) is null and clean_figure({0}) is not null)",
    "coalesce(list_sort(list(distinct attribute_money({0})) filter (where attribute_money({0}) is not null)), [])",
    "count({0}) filter (where attribute_money({0}) is not null)",
    f"count({{0}}) filter (where {_DASH})",
    "count(attribute_figure({0}))",
    "min({0}) filter (where attribute_figure({0}) <> {0} and attribute_money({0}) is null "
    "and attribute_share({0}) is null)",
    "coalesce(list_sort(list(distinct attribute_share({0})) filter (where attribute_share({0}) is not null)), [])",
    "count({0}) filter (where attribute_share({0}) is not null)",
    "min({0}) filter (where attribute_figure({0}) is not null and attribute_share({0}) is null)",
)


@dataclass(frozen=True)
class _Column:
    """What a column holds: texts that are no amounts, with one of them; signs of money; dashes; figures; shares.

    ``bare`` is a figure that is no share.
    """

    other: str | None
    others: int
    money: list[str]
    signed: int
    dashes: int
    figures: int
    odd: str | None
    shares: list[str]
    shared: int
    bare: str | None

    @property
    def is_amounts(self) -> bool:
        """Whether all of it are amounts that could be added up."""
        is_one = not are_several(self.money) and not self.are_some_shares
        return not self.others and self.figures > 0 and is_one

    @property
    def are_some_shares(self) -> bool:
        """Whether some of it are shares and others are none, or of another sign: 12 % beside 0.12."""
        return len(self.shares) > 1 or 0 < self.shared < self.figures


def take_signs_off(workspace: Workspace, attributes: list[str]) -> list[str]:
    """Show amounts of attributes in ``incoming`` as figures, a dash among them as no value; give what to say of it.

    A column that is not all amounts, or in several currencies, stays as it is.
    """
    likely = _likely(workspace, attributes)
    if not likely:
        return []
    workspace.run("load/amount_macros")
    sums = ", ".join(one.format(quoted(name)) for name in likely for one in _COUNTED)
    values = iter(workspace.row(f"select {sums} from incoming"))
    columns = {name: _Column(*(next(values) for _ in _COUNTED)) for name in likely}
    _show_figures(workspace, [name for name, column in columns.items() if column.is_amounts])
    return [words for name, column in columns.items() for words in _notes(name, column)]


def _likely(workspace: Workspace, attributes: list[str]) -> list[str]:
    """Name the attributes of which the first rows may be amounts with signs: most files have none."""
    if not attributes:
        return []
    tests = [_MAY_BE.format(quoted(name)) for name in attributes]
    # kept, for a fault of the file's is told as such only where a relation is made of it
    workspace.define(f"create or replace temp table first_rows as from incoming limit {_LOOKED_AT}")
    is_likely = workspace.rows(f"select {', '.join(tests)} from first_rows", [_SIGNS] * len(tests))[0]
    workspace.define("drop table first_rows")
    return [name for name, is_so in zip(attributes, is_likely, strict=True) if is_so]


def _show_figures(workspace: Workspace, names: list[str]) -> None:
    if names:
        figures = ", ".join(f"attribute_figure(clean_figure({quoted(n)})) as {quoted(n)}" for n in names)
        workspace.define("alter view incoming rename to incoming_signed")
        workspace.define(f"create temp view incoming as select * replace ({figures}) from incoming_signed")


def _notes(name: str, column: _Column) -> Iterator[str]:
    if column.others:
        signed = max(column.signed, column.shared)
        if signed > column.others:
            yield f"{name} is kept as text: '{column.other}' is no amount, as others in it are: {signed:,}"
    elif are_several(column.money):
        yield f"{name} is kept as text: its amounts are in several currencies ({', '.join(column.money)})"
    elif column.are_some_shares:
        beside = f"others not, as '{column.bare}'" if column.bare else f"of several signs ({', '.join(column.shares)})"
        yield f"{name} is kept as text: some of it are shares ({column.shared:,}), {beside}"
    elif column.figures:
        yield from _said_of_figures(name, column)


def _said_of_figures(name: str, column: _Column) -> Iterator[str]:
    if column.signed:
        yield f"{name}: signs of money taken off, {', '.join(column.money)}: {column.signed:,}"
    if column.shared:
        yield f"{name}: signs of shares taken off, so that 1 is 1 {column.shares[0]}: {column.shared:,}"
    if column.dashes:
        yield f"{name}: a dash read as no value: {column.dashes:,}"
    if column.odd is not None:
        yield f"{name}: read as figures, as in '{column.odd}'"
