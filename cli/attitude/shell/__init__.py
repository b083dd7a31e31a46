"""The interactive prompt: questions in SQL, typed over several lines, on the workspace opened read-only."""

from attitude.shell.run import shell

__all__ = ["shell"]
