"""The groups of an audience: who is in none of them, whom none of them draws, and for whom there is no place left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from attitude.targeting.rules.rule import Rule

if TYPE_CHECKING:
    from attitude.targeting.rules.candidate import Candidate


@dataclass(frozen=True)
class InNoGroup(Rule):
    """Takes out of whom the words of no group are true; its query finds for `NotDrawn`, the step after it, too."""

    kind = "in_no_group"
    query = "targeting/rule_groups"

    def words(self) -> str:
        return "in none of the groups"

    def value(self, candidate: Candidate) -> str:
        return ", ".join(f"in '{row['name']}'" for row in _within(candidate)) or "in none"

    def cure(self, candidate: Candidate) -> str:
        return "the words of one of the groups were true of them"


@dataclass(frozen=True)
class NotDrawn(Rule):
    """Takes out whom none of their groups draws."""

    kind = "not_drawn"

    def words(self) -> str:
        return "not drawn by its groups"

    def value(self, candidate: Candidate) -> str:
        shares = {group.name: group.share for group in candidate.plan.audience.group}
        lines = [
            f"'{row['name']}' {'takes' if row['is_drawn'] else 'leaves'} them: draw {row['draw']:.4f}, "
            f"share {shares[row['name']]:g}"
            for row in _within(candidate)
        ]
        return "; ".join(lines) or "in none"


@dataclass(frozen=True)
class GroupsFull(Rule):
    """Takes out for whom none of their groups has a place."""

    kind = "groups_full"
    query = "targeting/group_full"
    is_of_one = False

    def words(self) -> str:
        return "groups full"

    def value(self, candidate: Candidate) -> str:
        return ", ".join(f"'{g.name}' takes {g.limit:,}" for g in candidate.plan.audience.group if g.limit is not None)

    def cure(self, candidate: Candidate) -> str:
        return "the limit of one of their groups were higher, or their expected value"


def _within(candidate: Candidate) -> list[dict[str, Any]]:
    """Give the member's draw for each group whose words are true of them."""
    return [row for row in candidate.draws if row["kind"] == "group" and row["is_drawn"] is not None]
