"""The rules of a plan, one a file: what each is called, what it takes out, what it finds of a member, what would help.

A rule is a kind with figures, and that is what is kept with a list (``store.list_funnel``: ``kind`` and ``about``). Its
sentence is made when it is read; the one that is kept beside is for those who read views, and nothing compares it.

To add a rule: a file here with its class, its class in `KINDS`, its place in `attitude.targeting.order`, and its query,
with a case in ``tests/queries/targeting``.
"""

from __future__ import annotations

import json

from attitude.targeting.rules.candidate import Candidate, beyond_room, last_place, worth
from attitude.targeting.rules.contacted_within import ContactedWithin
from attitude.targeting.rules.control import UniversalControl
from attitude.targeting.rules.departed import Departed
from attitude.targeting.rules.earlier import EarlierRule
from attitude.targeting.rules.groups import GroupsFull, InNoGroup, NotDrawn
from attitude.targeting.rules.household_limit import HouseholdLimit
from attitude.targeting.rules.list_full import ListFull
from attitude.targeting.rules.on_lists import OnLists
from attitude.targeting.rules.opted_out import OptedOut
from attitude.targeting.rules.others import ALIKE
from attitude.targeting.rules.own_day import NoOwnDay, OwnDayElsewhere
from attitude.targeting.rules.policy import ContactPolicy, HouseholdPolicy
from attitude.targeting.rules.prices import Losing, Outbid
from attitude.targeting.rules.responded_lately import RespondedLately
from attitude.targeting.rules.responded_to import RespondedTo
from attitude.targeting.rules.rule import Base, Rule
from attitude.targeting.rules.same_address import SameAddress
from attitude.targeting.rules.score import ElementScore, Responsiveness
from attitude.targeting.rules.unreachable import Unreachable
from attitude.targeting.rules.used_up import UsedUp
from attitude.targeting.rules.waves import AnsweredWave, NotReached
from attitude.targeting.rules.where import Where

__all__ = [
    "ALIKE",
    "KINDS",
    "AnsweredWave",
    "Base",
    "Candidate",
    "ContactPolicy",
    "ContactedWithin",
    "Departed",
    "EarlierRule",
    "ElementScore",
    "GroupsFull",
    "HouseholdLimit",
    "HouseholdPolicy",
    "InNoGroup",
    "ListFull",
    "Losing",
    "NoOwnDay",
    "NotDrawn",
    "NotReached",
    "OnLists",
    "OptedOut",
    "Outbid",
    "OwnDayElsewhere",
    "RespondedLately",
    "RespondedTo",
    "Responsiveness",
    "Rule",
    "SameAddress",
    "UniversalControl",
    "Unreachable",
    "UsedUp",
    "Where",
    "beyond_room",
    "last_place",
    "rule_of",
    "worth",
]

_EVERY: tuple[type[Rule], ...] = (
    *(Departed, UniversalControl, Where, ElementScore, Responsiveness, RespondedLately, InNoGroup, NotDrawn),
    *(NotReached, AnsweredWave, NoOwnDay, OwnDayElsewhere),
    *(RespondedTo, ContactedWithin, OnLists, OptedOut, Unreachable, ContactPolicy),
    *(SameAddress, HouseholdPolicy, HouseholdLimit, GroupsFull, UsedUp, ListFull, Outbid, Losing, EarlierRule),
)
KINDS: dict[str, type[Rule]] = {rule.kind: rule for rule in _EVERY}


def rule_of(kind: str, about: str) -> Rule:
    """Give a rule as it is kept.

    Examples
    --------
    >>> rule_of("contacted_within", '{"days":40}').words()
    'contacted within 40 days'
    """
    figures = {name: tuple(v) if isinstance(v, list) else v for name, v in json.loads(about).items()}
    return KINDS[kind](**figures)
