"""From a campaign plan to a send list with its holdout, funnel and exclusions."""

from attitude.target.account import Account
from attitude.target.draws import find_draw_ids
from attitude.target.rules import period_of
from attitude.target.step import TargetResult, target

__all__ = ["Account", "TargetResult", "find_draw_ids", "period_of", "target"]
