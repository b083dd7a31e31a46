"""Attitude scores, targeted send lists and honest lift for loyalty campaigns.

``attitude.open("attitude.duckdb")`` opens a workspace for Python; see `attitude.api.Session`.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from attitude.api import Session, create, open  # noqa: A004 - attitude.open is what one looks for
    from attitude.errors import AttitudeError

    __version__: str

__all__ = ["AttitudeError", "Session", "__version__", "create", "open"]

_MODULES = {"Session": "api", "create": "api", "open": "api", "Door": "api", "AttitudeError": "errors"}


if not TYPE_CHECKING:  # else any wrong name would pass for one of the package's

    def __getattr__(name: str) -> object:
        """Import what is asked for when it is asked for, so that importing the package costs nothing."""
        if name == "__version__":
            return _version()
        if name not in _MODULES:
            raise AttributeError(f"module 'attitude' has no attribute '{name}'")
        return getattr(import_module(f"attitude.{_MODULES[name]}"), name)


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("attitude-cli")
    except PackageNotFoundError:  # run from a source tree that was never installed
        return "0+unknown"
