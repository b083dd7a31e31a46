"""The contact policy: in no window of so many days more contacts than a limit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from attitude.targeting.rules.others import held_out, others, others_cure
from attitude.targeting.rules.rule import Base, Rule

if TYPE_CHECKING:
    from attitude.targeting.rules.candidate import Candidate


_NO_LIMIT = 1_000_000_000


@dataclass(frozen=True)
class ContactPolicy(Rule):
    """Closes the offers that would be one contact too many: of a family of channels, or of 'all'.

    ``per`` is 'household', where those of a household count together, or 'member'. Without ``most`` each member's own
    count is the limit, ``fits_up_to`` of the table ``fatigue``; who has none has no limit. All such rules of all plans
    are followed at once, see `attitude.targeting.policy`.
    """

    kind = "contact_policy"

    family: str
    most: int | None
    days: int
    per: str

    @property
    def limit(self) -> int:
        """The most that anybody may have."""
        return _NO_LIMIT if self.most is None else self.most

    def words(self) -> str:
        if self.most is None:
            return f"policy {self.family}: at most as many as fit each member in {self.days} days (fatigue)"
        return f"policy {self.family}: at most {self.most} in {self.days} days"

    def value(self, candidate: Candidate) -> str:
        near = self._near(candidate)
        if not near:
            return "no contact near"
        contacts = _counted(near) if self.most is not None else f"{_counted(near)}; {self._own(candidate):,} fit"
        free_at = self._free_at(near, self._own(candidate))
        return f"{contacts}, free again {free_at:%Y-%m-%d %H:%M}" if free_at else contacts

    def cure(self, candidate: Candidate) -> str:
        free_at = self._free_at(self._near(candidate), self._own(candidate))
        return f"sent on {free_at:%Y-%m-%d %H:%M} or later" if free_at else "the limit were higher"

    def _near(self, candidate: Candidate) -> list[dict[str, Any]]:
        """Give the contacts that are in one window with the send, latest first."""
        return [
            row
            for row in candidate.contacts
            if self.family in ("all", row["family"])
            and (row["is_own"] or self.per == "household")
            and abs(row["contacted_at"] - candidate.send_at) < timedelta(days=self.days)
        ]

    def _own(self, candidate: Candidate) -> int:
        """Give the most that the member may have."""
        rows = candidate.workspace.rows("select most from own_counts") if self.most is None else []
        return int(rows[0][0]) if rows else self.limit

    def _free_at(self, near: list[dict[str, Any]], most: int) -> datetime | None:
        """Say when there is room again; None where there is, or where there is never any.

        Examples
        --------
        >>> contact = {"contacted_at": datetime(2026, 12, 1, 10, 12)}
        >>> ContactPolicy("sms", 1, 7, "member")._free_at([contact], 1)
        datetime.datetime(2026, 12, 8, 10, 12)
        """
        if len(near) < most or most == 0:
            return None
        free_at: datetime = near[most - 1]["contacted_at"] + timedelta(days=self.days)
        return free_at


@dataclass(frozen=True)
class HouseholdPolicy(Rule):
    """Closes the offers where the contact policy has no room for all of a household, and others of it are before."""

    kind = "household_policy"
    is_of_one = False

    family: str
    most: int
    days: int

    def words(self) -> str:
        policy = ContactPolicy(self.family, self.most, self.days, "household")
        return f"{policy.words()}: another of the household is before"

    def value(self, candidate: Candidate) -> str:
        return others(candidate)

    def cure(self, candidate: Candidate) -> str:
        return others_cure(candidate)

    def follow(self, base: Base, step: int) -> None:
        policy_step = base.steps[ContactPolicy(self.family, self.most, self.days, "household")]
        values: dict[str, object] = {"policy_step": policy_step, "family": self.family, "most": self.most}
        base.flow.add("targeting/one_household", **base.at(step), **values)


def _counted(near: list[dict[str, Any]]) -> str:
    """Count contacts, and tell the latest; and the latest that the member was held out of.

    Examples
    --------
    >>> sent = {"contacted_at": datetime(2026, 12, 1, 10, 12), "is_own": True, "is_planned": False}
    >>> _counted([sent | {"is_held_out": False}])
    '1 contact, 2026-12-01 10:12'
    >>> _counted([sent | {"is_held_out": True, "campaign_id": "may"}])
    'held out from may on 2026-12-01: counts as contacted, so that both arms stay alike'
    """
    spared = [row for row in near if row["is_held_out"]]
    whose = "" if all(row["is_own"] for row in near) else " of the household"
    if len(spared) == len(near) == 1:
        return f"{'another' if whose else ''} {held_out(spared[0])}".strip()
    count = f"{len(near)} contact{'s' if len(near) > 1 else ''}{whose}"
    planned = ", planned by another list" if near[0]["is_planned"] and not near[0]["is_held_out"] else ""
    counted = f"{count}, {'latest ' if len(near) > 1 else ''}{near[0]['contacted_at']:%Y-%m-%d %H:%M}{planned}"
    return f"{counted}; {len(spared)} of them {held_out(spared[0])}" if spared else counted
