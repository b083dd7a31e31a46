"""Attitude scores, targeted send lists and honest lift for loyalty campaigns."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("attitude-cli")
except PackageNotFoundError:  # run from a source tree that was never installed
    __version__ = "0+unknown"
