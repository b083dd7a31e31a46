"""The columns of each kind of file, at the end of the help of ``load``."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

from typer.core import TyperCommand

if TYPE_CHECKING:
    from attitude.load import Kind

_WIDTH = 78
_WORDS = "Columns of each kind, those that must be there first:"


class WithColumns(TyperCommand):
    """A command whose help ends with the columns of each kind, as the code has them when it is asked for."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help; only now are the kinds looked up."""
        text = self.help or ""
        self.help = f"{text}\n\n{columns()}"
        try:
            super().format_help(ctx, formatter)
        finally:
            self.help = text


def columns() -> str:
    """List the columns of each kind in lines that fit 80 columns."""
    from attitude.load import KINDS

    lines = [line for name, kind in KINDS.items() for line in _lines(name, kind)]
    return "\n".join([_WORDS, *lines])


def _lines(name: str, kind: Kind) -> list[str]:
    needed = ", ".join(kind.needs)
    others = f"{needed}; {', '.join(kind.optional)}{', any other as an attribute' if kind.keeps_others else ''}"
    return textwrap.wrap(others, _WIDTH, initial_indent=f"  {name:<11}", subsequent_indent=" " * 13)
