"""History under other caps: which contacts would have been left out, and what with them."""

from attitude.replay.policy import Policy, policy_of, read_policies
from attitude.replay.step import CUTS, Cut, ReplayResult, SweepResult, replay, replay_sweep

__all__ = [
    "CUTS",
    "Cut",
    "Policy",
    "ReplayResult",
    "SweepResult",
    "policy_of",
    "read_policies",
    "replay",
    "replay_sweep",
]
