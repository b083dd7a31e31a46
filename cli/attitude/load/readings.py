"""How the columns of a file are read: what only its other rows can tell of an amount, a day or a time.

``1.250`` is a thousand or one and a bit, ``45448`` a day or a number: the column decides, from all its rows. A look at
the first rows tells how to read the file; a text that does not read so makes its row bad, and then all rows are looked
at, so that a file is read twice only where its first rows told too little.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from attitude.database import Workspace
from attitude.errors import BadDataError
from attitude.load.account import LoadOptions
from attitude.load.dates import date_order
from attitude.load.kinds import AMOUNTS, DAYS, TIMES
from attitude.load.reading import number_columns
from attitude.load.sheets import number_cells
from attitude.load.sources import Source

Mark = Literal[",", "."]
_LOOKED_AT = 20_000
_YEN = {"CNY", "JPY"}  # what ¥ may be

_AMOUNT = (
    "min({0}) filter (where {0}_tells.reads = 'point')",
    "min({0}) filter (where {0}_tells.reads = 'comma')",
    "min({0}) filter (where {0}_tells.reads = 'open')",
    "coalesce(list_sort(list(distinct {0}_tells.money) filter (where {0}_tells.money <> '')), [])",
    "count({0}) filter (where {0}_tells.money <> '')",
)
_ZONES = "select list(name) from pg_timezone_names() where contains(name, '/')"
_TIME = (
    "min({0}) filter (where not is_iso({0}) and names_zone({0}))",
    "count({0}) filter (where not is_iso({0}) and names_zone({0}))",
    "min({0}) filter (where not is_iso({0}) and has_short_year({0}))",
    "count({0}) filter (where is_sheet_number({0})) = nullif(count({0}), 0)",
    "bool_and(is_calendar_number({0})) filter (where regexp_full_match({0}, '[0-9]{{10}}|[0-9]{{12}}'))",
    "min({0})",
    "min({0}) filter (where is_epoch({0}))",
)


@dataclass(frozen=True)
class Readings:
    """What was found: the order of days, and for each of the product's own columns how it is read.

    ``decimals`` are decimal marks, ``money`` the signs of money in a column, ``numbers`` what digits alone are: see
    ``queries/load/amount_macros.sql`` and ``time_macros.sql``. ``notes`` are for the user.
    """

    order: str | None = None
    decimals: Mapping[str, Mark | None] = field(default_factory=dict)
    money: Mapping[str, list[str]] = field(default_factory=dict)
    numbers: Mapping[str, str | None] = field(default_factory=dict)
    notes: tuple[str, ...] = field(default=(), compare=False)

    @property
    def variables(self) -> dict[str, object]:
        """What the queries of a load ask for."""
        values: dict[str, object] = {"date_order": self.order}
        values |= {f"decimal_{name}": self.decimals.get(name) for name in AMOUNTS}
        values |= {f"money_{name}": self.money.get(name) for name in AMOUNTS}
        return values | {f"numbers_{name}": self.numbers.get(name) for name in TIMES}


class Look:
    """Looks at the columns of ``incoming``; ``known`` are those that the product knows, ours → theirs."""

    def __init__(self, workspace: Workspace, known: Mapping[str, str], options: LoadOptions, source: Source) -> None:
        self._workspace, self._options, self._source = workspace, options, source
        self._known = dict(known)
        self._notes: list[str] = []
        self._fuller: set[str] = set()  # the macros that stand in the place of plain ones

    def first(self) -> Readings:
        """Say how the file is to be read by its first rows.

        Raises
        ------
        BadDataError
            When they show already that a column cannot be read without being told how.
        """
        return self._look(_LOOKED_AT)

    def whole(self, before: Readings) -> tuple[Readings, bool]:
        """Say how the file is to be read by all its rows, and whether that is otherwise than before.

        Raises
        ------
        BadDataError
            When a column contradicts itself, can be read both ways, or names moneys or zones that cannot be taken.
        """
        fuller = set(self._fuller)
        readings = self._look(None)
        return readings, readings != before or self._fuller != fuller

    def _look(self, rows: int | None) -> Readings:
        self._notes = []
        odd = self._odd(rows)
        amounts = [ours for ours in odd if ours in AMOUNTS]
        times = [ours for ours in odd if ours in TIMES]
        for macros, columns in ((("load/amount_macros",), amounts), (("load/day_macros", "load/time_macros"), times)):
            if columns:
                self._workspace.run(*macros)
                self._fuller.update(macros)
        if times:
            self._workspace.remember(zones=self._workspace.row(_ZONES)[0])
        order = self._order(rows) if times else None
        tellings = self._tellings(odd, rows) if odd else {}
        decimals = {ours: self._mark(self._known[ours], *tellings[ours][:3], is_whole=rows is None) for ours in amounts}
        money = {ours: self._one_money(self._known[ours], *tellings[ours][3:]) for ours in amounts}
        numbers = {ours: self._numbers(ours, *tellings[ours]) for ours in times}
        return Readings(order, decimals, money, numbers, tuple(self._notes))

    def _order(self, rows: int | None) -> str | None:
        return date_order(self._workspace, self._known, self._options.dates, self._source.name, rows)

    def _odd(self, rows: int | None) -> list[str]:
        """Name the columns of amounts and times that hold more than what computers write: most files have none."""
        columns = [ours for ours in self._known if ours in AMOUNTS or ours in TIMES]
        tests = [f"bool_and(is_plain_{'amount' if ours in AMOUNTS else 'time'}({ours}))" for ours in columns]
        plain = self._workspace.row(f"select {', '.join(tests)} from {_cleaned(columns, rows)}") if tests else ()
        return [ours for ours, is_plain in zip(columns, plain, strict=True) if is_plain is False]

    def _tellings(self, columns: list[str], rows: int | None) -> dict[str, list[Any]]:
        """Ask all columns at once: the file is read a single time."""
        fields = [f"amount_tells({ours}) as {ours}_tells" for ours in columns if ours in AMOUNTS]
        sums_of = {ours: _AMOUNT if ours in AMOUNTS else _TIME for ours in columns}
        sums = [one.format(ours) for ours, which in sums_of.items() for one in which]
        query = f"(select {', '.join(['*', *fields])} from {_cleaned(columns, rows)})"
        values = iter(self._workspace.row(f"select {', '.join(sums)} from {query}"))
        return {ours: [next(values) for _ in which] for ours, which in sums_of.items()}

    def _mark(self, column: str, point: object, comma: object, both: object, *, is_whole: bool) -> Mark | None:
        if (comma or both) and typed_numbers(self._workspace, self._source, [column]):
            return "."  # numbers that are typed as numbers
        if point and comma:
            raise BadDataError(
                f"{self._source.name}: {column} has amounts with a decimal point ('{point}') and with a decimal comma "
                f"('{comma}'); make them one"
            )
        mark: Mark | None = "." if point else "," if comma else None
        if mark == ",":
            self._notes.append(f"{column}: read with a decimal comma, as in '{comma}'")
        if mark is not None or not both:
            return mark
        if self._options.decimal is None and is_whole:
            raise BadDataError(f"{self._source.name}: {column} {both_readings(str(both))}")
        return self._options.decimal

    def _one_money(self, column: str, signs: object, signed: object) -> list[str]:
        money = list(signs) if isinstance(signs, list) else []
        if are_several(money):
            raise BadDataError(
                f"{self._source.name}: {column} has amounts in several currencies ({', '.join(money)}), which would be "
                "added up as one; make them one"
            )
        if money:
            self._notes.append(f"{column}: signs of money taken off, {', '.join(money)}: {signed:,}")
        return money

    def _numbers(self, ours: str, *tellings: object) -> str | None:
        zoned, count, short, is_sheet, is_calendar, example, epoch = tellings
        column = self._known[ours]
        self._check_zone(ours, zoned, count)
        self._check_years(column, short)
        if is_sheet:
            since = 1904 if self._source.head and self._source.head.since_1904 else 1900
            self._notes.append(f"{column}: numbers, as {example}, read as days of a spreadsheet since {since}")
            return "days" if since == 1900 else "days since 1904"
        if is_calendar:
            self._notes.append(f"{column}: numbers, as {example}, read as year, month, day and time")
        elif epoch:
            clock = f"told by the clock of {self._options.timezone or 'UTC'}"
            self._notes.append(f"{column}: numbers, as {epoch}, read as seconds or milliseconds since 1970, {clock}")
        return None if is_calendar is None else "calendar" if is_calendar else "epoch"

    def _check_zone(self, ours: str, zoned: object, count: object) -> None:
        if not zoned or self._options.timezone is not None:
            return
        column = self._known[ours]
        if ours in DAYS:
            self._notes.append(f"{column}: the day of UTC, where a time zone is named, as in '{zoned}': {count:,}")
            return
        raise BadDataError(
            f"{self._source.name}: {column} '{zoned}' names a time zone, and attitude.toml does not say which "
            'one files are told by; say there [send] timezone = "Asia/Shanghai", or whichever it is'
        )

    def _check_years(self, column: str, short: object) -> None:
        if not short:
            return
        if self._options.dates is None:
            raise BadDataError(
                f"{self._source.name}: {column} '{short}' has a year of two digits; say --dates dmy or --dates mdy, "
                "which reads it as one of 1969 to 2068"
            )
        self._notes.append(f"{column}: years of two digits, as in '{short}', read as those of 1969 to 2068")


def are_several(money: list[str]) -> bool:
    """Tell whether signs of money are of several currencies; ¥ is that of the one beside it.

    Examples
    --------
    >>> are_several(["CNY", "¥"]), are_several(["CNY", "JPY", "¥"])
    (False, True)
    """
    return len(set(money) - ({"¥"} if len(_YEN & set(money)) == 1 else set())) > 1


def typed_numbers(workspace: Workspace, source: Source, columns: list[str]) -> list[str]:
    """Name those columns that the file itself has as numbers, not as texts: their decimal mark is a point."""
    if source.form == "xlsx":
        return number_cells(source, columns)
    return number_columns(workspace, source, dict(zip(columns, columns, strict=True)))


def _cleaned(columns: list[str], rows: int | None) -> str:
    """Give columns as they are read, words for a missing value taken out."""
    cleaned = [f"clean_figure({ours}) as {ours}" for ours in columns]
    limit = "" if rows is None else f" limit {rows}"
    return f"(select {', '.join(cleaned)} from (from incoming{limit}))"


def both_readings(text: str) -> str:
    """Say the two readings of an amount, and how to tell them apart.

    Examples
    --------
    >>> both_readings("2.001")
    "'2.001' may be 2.001 or 2001; say --decimal . or --decimal ,"
    >>> both_readings("1,234")
    "'1,234' may be 1234 or 1.234; say --decimal . or --decimal ,"
    """
    figure = "".join(sign for sign in text if sign.isdigit() or sign in ".,")
    point, comma = figure.replace(",", ""), figure.replace(".", "").replace(",", ".")
    return f"'{text}' may be {point} or {comma}; say --decimal . or --decimal ,"
