"""Dimensions of offers: the four that every workspace has, and those that its settings name.

Elements of the latter are kept as one JSON object beside the columns of the four, so that a workspace needs no columns
of its own; the views show them as columns. ``store.own_dimensions`` keeps the names, for who opens the file without the
settings.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from attitude.database import filled, literal, quoted
from attitude.elements import DIMENSIONS, own_elements

if TYPE_CHECKING:
    import polars as pl

    from attitude.database import Workspace

_VIEWS = ("campaigns", "contacts", "list_members", "list_treatments", "planned_contacts", "responses")


def own_dimensions(workspace: Workspace) -> list[str]:
    """List the dimensions that the settings name, by name."""
    return [name for (name,) in workspace.rows("select dimension from store.own_dimensions order by dimension")]


def dimensions_of(workspace: Workspace) -> tuple[str, ...]:
    """List all dimensions: channel, product, timing, gift, and those that the settings name."""
    return (*DIMENSIONS, *own_dimensions(workspace))


def name_dimensions(workspace: Workspace, names: Iterable[str]) -> None:
    """Let a workspace that may be written to know the dimensions that the settings name, and show them as columns."""
    own = sorted(names)
    if workspace.read_only or own_dimensions(workspace) == own:
        return
    with workspace.transaction():
        workspace.run("schema/own_dimensions", own_dimensions=own)
        define_views(workspace)


def define_views(workspace: Workspace) -> None:
    """Make the views that people query, with a column for each dimension that the settings name."""
    own = own_dimensions(workspace)
    named = "".join(f", {literal(name)}" for name in own)
    parts = {f"/* own_elements{of} */": (times, _columns(own, owner)) for of, owner, times in _PLACES}
    workspace.define(filled("schema/views", {**parts, "/* own_names */": (1, named)}))
    workspace.run("schema/comments")
    for view in _VIEWS:
        for name in own:
            words = literal("The element of a dimension that the settings name.")
            workspace.define(f"comment on column {view}.{quoted(name)} is {words}")


def by_dimension(frame: pl.DataFrame, own: Sequence[str]) -> pl.DataFrame:
    """Give dimensions that the settings name columns of their own, as the four have, in place of ``own_elements``."""
    import polars as pl

    told = [own_elements(text) for text in frame["own_elements"]] if own else []
    columns = [pl.Series(name, [one.get(name) for one in told], pl.String) for name in own]
    return frame.with_columns(columns).drop("own_elements")


def only_if_told(frame: pl.DataFrame) -> pl.DataFrame:
    """Leave ``own_elements`` out where no row has one: most workspaces name no dimensions."""
    name = "own_elements"
    return frame.drop(name) if frame[name].null_count() == frame.height else frame


_PLACES = (("", "", 1), ("_of_t", "t.", 3), ("_of_n", "n.", 1), ("_of_r", "r.", 1))


def _columns(own: Sequence[str], owner: str) -> str:
    return " ".join(f"json_extract_string({owner}own_elements, {literal(n)}) as {quoted(n)}," for n in own)
