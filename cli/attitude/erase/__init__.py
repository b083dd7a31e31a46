"""Removing people and keeping what campaigns learned: the door to the erase step."""

from attitude.erase.step import Erased, Readmitted, clear_traces, erase, readmit

__all__ = ["Erased", "Readmitted", "clear_traces", "erase", "readmit"]
