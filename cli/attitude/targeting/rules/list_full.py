"""The list was full, or the best in turn were others."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from attitude.targeting.rules.candidate import last_place, worth
from attitude.targeting.rules.rule import Rule

if TYPE_CHECKING:
    from attitude.targeting.rules.candidate import Candidate

# Among more members than this, who stands before the member is not counted: it takes too long
_MOST_COUNTED = 500_000


@dataclass(frozen=True)
class ListFull(Rule):
    """Takes out whoever is left: the last rule of a list that took the best in turn."""

    kind = "list_full"
    is_of_one = False

    def words(self) -> str:
        return "list full"

    def value(self, candidate: Candidate) -> str:
        best = f"their best offer today {worth(candidate.best)}" if candidate.best else "no offer is open to them today"
        return f"{best}; {last_place(candidate)}"

    def cure(self, candidate: Candidate) -> str:
        last, best = candidate.last, candidate.best
        ways = []
        if last and best and candidate.is_by_value:
            floor = f"{last['expected_value']:.4g} or more (it is {best['expected_value']:.4g})"
            ways.append(f"their expected value were {floor}")
        size = self._size_needed(candidate)
        ways += [f"limits.size were {size} or more"] if size else ["limits.size were larger"]
        return ", or if ".join(ways)

    def _size_needed(self, candidate: Candidate) -> str | None:
        """Say from which size on the list would take the member in, where that can be told from what is kept."""
        plan, head, best = candidate.plan, candidate.head, candidate.best
        step = next((v["step"] for v in candidate.verdicts if v["rule"] == self), None)
        if best is None or step is None or plan.limits.size is None or candidate.chosen_by != "value":
            return None
        (members,) = candidate.workspace.row("select count(*) from store.members")
        if members > _MOST_COUNTED or not head["is_same_scores"]:
            return None
        elements = (
            "select distinct element_key from store.elements, offers where element in (channel, product, timing, gift)"
        )
        keys = [element for (element,) in candidate.workspace.rows(elements)]
        values: dict[str, object] = {"list_key": head["list_key"], "step": step, "seed": head["seed"]}
        values |= {"campaign": plan.campaign.id, "draw": plan.holdout.draw, "holdout_share": plan.holdout.share}
        values |= {"priority": best["priority"], "propensity": best["propensity"]}
        (row,) = candidate.ask("before", element_keys=keys, **values)
        taken = plan.limits.size * (1 - plan.explore.share)
        needed = ceil(round((taken + row["contacts"] + 1) / (1 - plan.explore.share), 6))
        is_exact = len(plan.offer) == 1 and not plan.explore.share and not candidate.is_drawn_out
        return f"{needed:,}" if is_exact else f"about {needed:,}"
