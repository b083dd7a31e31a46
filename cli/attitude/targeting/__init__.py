"""From a campaign plan to a send list with its holdout, funnel and exclusions."""

from attitude.targeting.account import Account
from attitude.targeting.choice import choose_all
from attitude.targeting.controls import fill_controls
from attitude.targeting.draws import find_draw_ids
from attitude.targeting.order import Rules, prepare
from attitude.targeting.policy import find_unsent
from attitude.targeting.rules import ALIKE, Candidate, Departed, ListFull, Rule, beyond_room, last_place, rule_of, worth
from attitude.targeting.series import missing_before, subject_of, wave_lists
from attitude.targeting.step import TargetResult, target
from attitude.targeting.sweep import SweepResult, check_movable, sweep
from attitude.targeting.together import Together, target_together

__all__ = [
    "ALIKE",
    "Account",
    "Candidate",
    "Departed",
    "ListFull",
    "Rule",
    "Rules",
    "SweepResult",
    "TargetResult",
    "Together",
    "beyond_room",
    "check_movable",
    "choose_all",
    "fill_controls",
    "find_draw_ids",
    "find_unsent",
    "last_place",
    "missing_before",
    "prepare",
    "rule_of",
    "subject_of",
    "sweep",
    "target",
    "target_together",
    "wave_lists",
    "worth",
]
