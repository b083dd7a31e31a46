"""Nothing needs the network at run time: a whole month goes by where every socket is refused."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from conftest import Cli

from attitude.database import Workspace

# a month in one process, in which Python tells of every address that is looked up and every socket that is connected
MONTH = """
import sys

def refuse(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"):
        raise RuntimeError(f"{event} {arguments[1:]}")

sys.addaudithook(refuse)
from attitude.main import main

for line in (
    ("demo", "world", "--members", "300"),
    ("query", "cost_saved", "--db", "world/attitude.duckdb"),
    ("measure", "2026-12-family-portal", "--db", "world/attitude.duckdb", "-o", "measure.json"),
    ("verify", "--db", "world/attitude.duckdb"),
):
    sys.argv = ["attitude", *line]
    try:
        main()
    except SystemExit as stop:
        assert not stop.code, (line, stop.code)
print("a month went by")
"""


@pytest.mark.slow
def test_a_month_without_the_network(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", MONTH], cwd=tmp_path, capture_output=True, text=True, timeout=600)
    assert done.stdout.endswith("a month went by\n"), done.stderr[-2000:]


def test_the_hook_hears_a_socket(tmp_path: Path) -> None:
    """Else the month above would show nothing."""
    code = MONTH.split("from attitude.main")[0] + "import socket\nsocket.create_connection(('127.0.0.1', 9))"
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert "RuntimeError: socket." in done.stderr


def test_the_engine_fetches_nothing(ok: Cli, cli: Cli) -> None:
    """The database would fetch an extension for a function that it knows of and has not."""
    ok("init")
    with Workspace(Path("attitude.duckdb"), read_only=True) as workspace:
        for setting in ("autoinstall_known_extensions", "autoload_known_extensions"):
            assert workspace.row(f"select current_setting('{setting}')") == (False,)
    said = cli("query", "select st_point(1, 2)")
    assert said.code == 2
    assert "st_point" in said.err
