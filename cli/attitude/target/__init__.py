"""From a campaign plan to a send list with its holdout, funnel and exclusions."""

from attitude.target.account import Account
from attitude.target.controls import fill_controls
from attitude.target.draws import find_draw_ids
from attitude.target.step import TargetResult, target
from attitude.target.sweep import SweepResult, check_movable, sweep
from attitude.target.together import Together, target_together

__all__ = [
    "Account",
    "SweepResult",
    "TargetResult",
    "Together",
    "check_movable",
    "fill_controls",
    "find_draw_ids",
    "sweep",
    "target",
    "target_together",
]
