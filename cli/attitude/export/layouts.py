"""Which columns a file has, and under which names: layouts by channel, and the analyst's own of the settings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from attitude.elements import DIMENSIONS
from attitude.errors import UsageError, nearest
from attitude.settings import SETTINGS_NAME

if TYPE_CHECKING:
    from collections.abc import Iterable

TEXT = "text"
FULL = "full"
COLUMNS = (
    *("member_id", "phone", "email", "campaign_id", *DIMENSIONS, "cell", "treatment_code"),
    *("send_at", "rank", "propensity", "expected_value"),
)
_BUILT_IN = {
    FULL: COLUMNS,
    "sms": ("phone", TEXT, "treatment_code", "send_at", "member_id"),
    "call": ("phone", "member_id", "product", "gift", TEXT, "treatment_code", "send_at"),
    "email": ("email", TEXT, "treatment_code", "send_at", "member_id"),
    "web": ("member_id", *DIMENSIONS, TEXT, "treatment_code", "send_at"),
}
_OF_FAMILY = {
    **dict.fromkeys(("sms", "mms", "wap", "mobile", "whatsapp"), "sms"),
    **dict.fromkeys(("email", "mail"), "email"),
    "call": "call",
}


@dataclass(frozen=True)
class Layout:
    """A file's columns in their order: name in the file → ours; who reads it, a person or a gateway's machine."""

    name: str
    columns: Mapping[str, str]
    is_for_people: bool = False


class Layouts:
    """Every layout there is for a list.

    Parameters
    ----------
    own
        Those of the settings; one with the name of a built-in layout takes its place.
    attributes
        Columns of the members view.
    has_text
        Whether an offer of the list has a template; without one there is no ``text``.
    dimensions
        Those that the settings name.
    """

    def __init__(
        self,
        own: Mapping[str, Mapping[str, str]],
        attributes: Iterable[str],
        *,
        has_text: bool,
        dimensions: Sequence[str] = (),
    ) -> None:
        self._own, self._dimensions = own, dimensions
        self._known: tuple[str, ...] = (*COLUMNS, *dimensions, *([TEXT] if has_text else ()), *attributes)
        self._by_name = {name.casefold(): name for name in reversed(self._known)}  # ours come before a member's

    def named(self, name: str) -> Layout:
        """Give the layout of a name.

        Raises
        ------
        UsageError
            When there is none, or it names a column that nobody has; with the nearest name.
        """
        if name in self._own:
            return self._read(name, self._own[name])
        if name in _BUILT_IN:
            more = self._dimensions if "timing" in _BUILT_IN[name] else ()
            columns = {column: column for column in (*_BUILT_IN[name], *more) if column in self._known}
            return Layout(name, columns, is_for_people=name == FULL)
        names = sorted({*self._own, *_BUILT_IN})
        raise UsageError(f"no layout '{name}'{nearest(name, names) or '; there are ' + ', '.join(names)}")

    def check_alike(self, name: str, channels: Iterable[tuple[str, str]]) -> None:
        """See that a layout of ours for one kind of channel gets no row that goes by another.

        A gateway would send each row of the file, to members who are to be called or who opted out of it too.

        Raises
        ------
        UsageError
            When the list goes by other channels as well.
        """
        if name in self._own or name not in _OF_FAMILY.values():
            return
        others = sorted(channel for channel, family in channels if _OF_FAMILY.get(family, "web") != name)
        if others:
            raise UsageError(
                f"--layout {name}: the list goes by {', '.join(others)} too, which has no place in a file for {name}; "
                "--split channel gives each channel a file, --layout full tells the channel of each row"
            )

    def of_channel(self, channel: str, family: str) -> Layout:
        """Give the layout of a channel: the one with its name, else that of channels like it."""
        return self.named(
            next((name for name in (channel, family) if name in self._own), _OF_FAMILY.get(family, "web"))
        )

    def _read(self, name: str, columns: Mapping[str, str]) -> Layout:
        if not columns:
            raise UsageError(f'{SETTINGS_NAME}: layout.{name} has no columns; write {name} = {{ MSISDN = "phone" }}')
        for theirs in columns:
            if not theirs.strip() or [other.casefold() for other in columns].count(theirs.casefold()) > 1:
                raise UsageError(f"{SETTINGS_NAME}: layout.{name}: '{theirs}' is no name of its own; rename it")
        return Layout(name, {theirs: self._ours(name, theirs, ours) for theirs, ours in columns.items()})

    def _ours(self, layout: str, theirs: str, ours: str) -> str:
        column = self._by_name.get(ours.casefold())
        if column is not None:
            return column
        place = f"{SETTINGS_NAME}: layout.{layout}: {theirs} = '{ours}'"
        if ours == TEXT:
            raise UsageError(f"{place}: no offer of the list has a text; add a template to the plan's [[offer]]")
        raise UsageError(f"{place}: no such column{nearest(ours, self._known)}")
