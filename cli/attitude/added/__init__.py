"""What a contact adds: what members do when they are contacted, less what they do unasked.

Lists that go to those most likely to answer go to many who would buy anyway. Who was held out of past campaigns shows
what members do unasked, as those contacted show what they do when asked. Observed over expected is kept for both arms:
expected is what a member's chance of an answer says, at the level of their campaign's arm, so that where holdouts tell
nothing more, what is added goes with the chance, and a list by what is added is the list by propensity. Values of
attributes, habits and the chance itself are trusted only where they tell clearly more (`attitude.added.layers`).

Whether lists by what is added would have brought more is asked of the past: each fifth of those compared is ranked by
what the other four say, once by what is added and once by the chance of an answer, and the two are laid beside each
other (`attitude.added.gain`).
"""

import attitude.learn  # noqa: F401 - says how many threads numpy takes, before it is loaded
from attitude.added.gain import Compared, Gain, gain_of
from attitude.added.layers import Arm, Layer, fit
from attitude.added.step import AddedResult, keep_ratios, learn_added

__all__ = ["AddedResult", "Arm", "Compared", "Gain", "Layer", "fit", "gain_of", "keep_ratios", "learn_added"]
