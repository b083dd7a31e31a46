"""From DuckDB results to Polars frames, over the Arrow stream both speak."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import polars as pl


class ArrowSource(Protocol):
    """Anything that can hand over an Arrow stream."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> Any: ...


class _Stream:
    """A class of our own between the two libraries.

    Polars remembers the class of whatever it was given until the interpreter ends. Were that DuckDB's own
    class, DuckDB would print a page about leaked types on stderr at exit.
    """

    def __init__(self, source: ArrowSource) -> None:
        self.source = source

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> Any:
        return self.source.__arrow_c_stream__(requested_schema)


def to_frame(source: ArrowSource) -> pl.DataFrame:
    """Read a whole result into a frame: one column each, types kept."""
    import polars as pl

    return pl.DataFrame(_Stream(source))
