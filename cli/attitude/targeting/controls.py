"""Which universal controls hold on a day: those that were kept, and that of the settings."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from attitude.targeting.rules import UniversalControl

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from attitude.database import Workspace
    from attitude.settings import Settings


@dataclass(frozen=True, order=True)
class Control:
    """A universal control: who is in it is a hash of seed, period and member, see the macro is_universal_control."""

    period: str
    seed: int
    share: float


def period_of(day: date, kind: str) -> str:
    """Name the period of the universal control that a day lies in.

    Examples
    --------
    >>> from datetime import date
    >>> day = date(2026, 12, 5)
    >>> period_of(day, "quarter"), period_of(day, "month"), period_of(day, "always")
    ('2026-Q4', '2026-12', 'always')
    """
    names = {"month": f"{day:%Y-%m}", "quarter": f"{day.year}-Q{(day.month + 2) // 3}", "year": f"{day.year}"}
    return names.get(kind, "always")


def controls_on(workspace: Workspace, day: date, settings: Settings) -> list[Control]:
    """Give the universal controls that hold on a day, by period and seed.

    One that was kept with a list holds to the end of its period, whatever the settings say since: what campaigns
    brought together is measured by it, and nobody moves before the period is over. A larger share than was kept adds
    to it, by the same draw.
    """
    periods = [period_of(day, kind) for kind in ("month", "quarter", "year", "always")]
    query = "select period, seed, share from store.control_periods where list_contains(?, period)"
    shares: dict[tuple[str, int], float] = {}
    for period, seed, share in [*workspace.rows(query, [periods]), *_wanted_controls(workspace, day, settings)]:
        shares[period, seed] = max(share, shares.get((period, seed), 0))
    return sorted(Control(*draw, share) for draw, share in shares.items())


def _wanted_controls(workspace: Workspace, day: date, settings: Settings) -> list[tuple[str, int, float]]:
    """Give what the settings ask for: in a period that has a control, by the draw that is there."""
    if settings.control.share == 0:
        return []
    period = period_of(day, settings.control.period)
    (seed,) = workspace.row("select min(seed) from store.control_periods where period = ?", [period])
    return [(period, settings.seed if seed is None else seed, settings.control.share)]


def fill_controls(workspace: Workspace, day: date, settings: Settings) -> list[Control]:
    """Fill the temp table ``controls`` with those that hold on a day, for queries; gives them too."""
    controls = controls_on(workspace, day, settings)
    workspace.define("create or replace temp table controls (period varchar, seed bigint, share double)")
    for control in controls:
        workspace.rows("insert into controls values (?, ?, ?)", [control.period, control.seed, control.share])
    return controls


def keep_control_period(workspace: Workspace, day: date, settings: Settings) -> None:
    """Write down the universal control that the settings ask for in the period of a day, once."""
    for period, seed, share in _wanted_controls(workspace, day, settings):
        row: list[object] = [period, share, seed]
        if not workspace.rows("from store.control_periods where period = ? and share = ? and seed = ?", row):
            workspace.rows("insert into store.control_periods values (?, ?, ?)", row)


def control_rules(controls: Sequence[Control]) -> list[UniversalControl]:
    """Give the rule of each."""
    draws = Counter(one.period for one in controls)
    return [UniversalControl(one.period, one.share, one.seed, draws[one.period]) for one in controls]


def kept_otherwise(controls: Sequence[Control], settings: Settings, day: date) -> list[str]:
    """Say which of them the settings would not have made."""
    setting = (period_of(day, settings.control.period), settings.control.share)
    others = [rule.words() for rule in control_rules(controls) if (rule.period, rule.share) != setting]
    return [f"{words}: kept with a list of that period, so it holds, whatever the settings say" for words in others]
