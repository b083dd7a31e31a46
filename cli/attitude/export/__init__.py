"""From a list to the files that are handed over, with the manifest that says how they came about."""

from attitude.export.step import ExportResult, Handover, export, find_list
from attitude.export.withdrawal import Withdrawal, withdraw

__all__ = ["ExportResult", "Handover", "Withdrawal", "export", "find_list", "withdraw"]
