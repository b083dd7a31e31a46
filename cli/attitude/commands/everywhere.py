"""The option that every command has: which settings hold, where it is not those beside the workspace."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

_named: list[Path] = []


def settings_named() -> Path | None:
    """Give the settings file that the command line names."""
    return _named[0] if _named else None


def settings_option() -> Any:
    """Make the option as the command-line library would, for a command whose function need not know of it."""
    alone = typer.Typer(add_completion=False)
    alone.command()(_with_settings)
    option = typer.main.get_command(alone).params[0]
    option.expose_value, option.callback = False, _remember
    return option


def _with_settings(
    settings: Annotated[
        Path | None,
        typer.Option("--settings", metavar="FILE", help="The settings file, else attitude.toml beside the workspace."),
    ] = None,
) -> None:
    """Stand for any command."""


def _remember(context: Any, _: Any, value: str | None) -> None:
    """Take note of the file; what was said before the command holds for it too, and nothing is left from a run before.

    Raises
    ------
    UsageError
        When there is no such file.
    """
    if value is not None or context.parent is None:
        _named[:] = [] if value is None else [Path(value)]
