"""Who lacks what the channels offered need: a phone or an e-mail address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from attitude.targeting.rules.rule import Rule

if TYPE_CHECKING:
    from attitude.targeting.rules.candidate import Candidate

_ADDRESSES = {"phone": "phone", "email": "e-mail address"}


@dataclass(frozen=True)
class Unreachable(Rule):
    """Closes the offers that cannot reach them; ``channel`` is the one offered, None where there are several."""

    kind = "unreachable"
    query = "targeting/unreachable"

    channel: str | None

    def words(self) -> str:
        return f"not reachable by {self.channel or 'any channel offered'}"

    def value(self, candidate: Candidate) -> str:
        has, missing = _addresses(candidate)
        return ", ".join([f"has {_one(kind)}" for kind in has] + [f"no {kind}" for kind in missing]) or (
            "needs no address"
        )

    def cure(self, candidate: Candidate) -> str:
        return f"{' or '.join(_one(kind) for kind in _addresses(candidate)[1])} of theirs were loaded"


def _addresses(candidate: Candidate) -> tuple[list[str], list[str]]:
    """Give the addresses that the offers need: those which the member has, and those which they have not."""
    query = "select distinct needs from offers where needs notnull order by 1 desc"
    needs = [needs for (needs,) in candidate.workspace.rows(query)]
    has = [_ADDRESSES[kind] for kind in needs if candidate.head[f"has_{kind}"]]
    return has, [_ADDRESSES[kind] for kind in needs if not candidate.head[f"has_{kind}"]]


def _one(address: str) -> str:
    return f"an {address}" if address[0] == "e" else f"a {address}"
