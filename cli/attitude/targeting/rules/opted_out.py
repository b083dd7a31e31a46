"""Who opted out of what is offered, and who shares the phone or e-mail address of such a member."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from attitude.targeting.rules.rule import Base, Rule

if TYPE_CHECKING:
    from attitude.targeting.rules.candidate import Candidate


@dataclass(frozen=True)
class OptedOut(Rule):
    """Closes the offers that they refused; ``channel`` is the one offered, None where there are several."""

    kind = "opted_out"

    channel: str | None

    def words(self) -> str:
        return f"opted out of {self.channel or 'every channel offered'}"

    def value(self, candidate: Candidate) -> str:
        return _optouts(candidate) if candidate.closed(self) else "no"

    def cure(self, candidate: Candidate) -> str:
        return f"the opt-out were lifted ({_optouts(candidate)})" if candidate.closed(self) else "they opted in"

    def follow(self, base: Base, step: int) -> None:
        base.flow.add("targeting/opted_out", day=base.day, **base.at(step))


def _optouts(candidate: Candidate) -> str:
    texts = []
    for row in candidate.ask("optouts"):
        since = f" on {row['opted_out_on']}" if row["opted_out_on"] else ""
        whose = f", as {row['member_id']} at the same {row['shares']}" if row["shares"] else ""
        texts.append(f"{row['family']}{since}{whose}")
    return "; ".join(texts)
