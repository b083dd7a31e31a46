"""Nothing needs the network at run time: the whole suite runs where every socket is refused, see ``conftest.py``."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from conftest import Cli

from attitude.database import Workspace


def test_sockets_are_refused() -> None:
    """Else the suite would show nothing."""
    with pytest.raises(RuntimeError, match="nothing may need the network"):
        socket.create_connection(("127.0.0.1", 9), timeout=1)
    with pytest.raises(RuntimeError, match="nothing may need the network"):
        socket.getaddrinfo("localhost", 80)


def test_the_engine_fetches_nothing(ok: Cli, cli: Cli) -> None:
    """The database would fetch an extension for a function that it knows of and has not."""
    ok("init")
    with Workspace(Path("attitude.duckdb"), read_only=True) as workspace:
        for setting in ("autoinstall_known_extensions", "autoload_known_extensions"):
            assert workspace.row(f"select current_setting('{setting}')") == (False,)
    said = cli("query", "select st_point(1, 2)")
    assert said.code == 2
    assert "st_point" in said.err
