"""How a method of a session runs: Ctrl-C stops it, and what it writes is its owner's alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from attitude.database import listening
from attitude.private import OWNER, made_private


@contextmanager
def called(mode: str = OWNER) -> Iterator[None]:
    """Let Ctrl-C stop what goes on inside, and give its files a mode; after it, the process is as it was before."""
    with listening(), made_private(mode):
        yield
