"""The way in for Python: a workspace as an object, with the acts of the command line as methods."""

from attitude.api.session import Session, create, open  # noqa: A004 - attitude.open is what one looks for

Door = Session  # its name up to version 0.2

__all__ = ["Door", "Session", "create", "open"]
