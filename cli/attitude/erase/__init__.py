"""Removing people and keeping what campaigns learned: the public names of the erase step."""

from attitude.erase.step import Erased, Readmitted, clear_traces, erase, readmit

__all__ = ["Erased", "Readmitted", "clear_traces", "erase", "readmit"]
