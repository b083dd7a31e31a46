"""What the offers are worth to all choosers: made once, however often is chosen among them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attitude.database import Flow

SPECK = 1e-5  # of what a contact is worth: what tells equal values apart


@dataclass
class Worths:
    """``worths`` of a flow (see ``choice/worths``), and what every choice asks of it first.

    Parameters
    ----------
    flow
        With ``worths``.
    speck
        The most that was added to a worth to tell equals apart.
    """

    flow: Flow
    speck: float
    _samples: dict[int, list[dict[str, Any]]] = field(default_factory=dict)

    @cached_property
    def _waiting(self) -> dict[str, Any]:
        return self.flow.ask("choice/waiting")[0]

    @property
    def count(self) -> int:
        """How many may be contacted."""
        return int(self._waiting["choosers"])

    @property
    def last_cell(self) -> int:
        """The largest number of a cell, 0 where nobody is in one."""
        return int(self._waiting["last_cell"])

    def sample(self, most: int) -> list[dict[str, Any]]:
        """Give so many of those who may be contacted, drawn by hash; see ``choice/sample``."""
        if most not in self._samples:
            self._samples[most] = self.flow.ask("choice/sample", most=most, choosers=None)
        return self._samples[most]


def weigh(flow: Flow, bonus: Sequence[float]) -> Worths:
    """Make ``worths`` of ``bids``, with what a contact with each offer saves of stock."""
    speck = SPECK * flow.ask("choice/scale")[0]["scale"]
    flow.make("choice/worths", bonus=list(bonus), speck=speck)
    return Worths(flow, speck)
