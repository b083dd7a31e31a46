"""The rows that are handed over: members, addresses of one's own, their texts, and whatever columns a layout asks."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from attitude.database import literal, quoted
from attitude.dimensions import own_dimensions
from attitude.errors import AttitudeError
from attitude.export.layouts import COLUMNS, TEXT
from attitude.members import members_with
from attitude.phones import make_e164
from attitude.plan import text_query

if TYPE_CHECKING:
    import polars as pl

    from attitude.database import Workspace
    from attitude.settings import Seed

SPLITS = ("channel", "cell", "hour")


@dataclass(frozen=True)
class Counts:
    """How many are handed over, held out, addresses of one's own, and left out by checks."""

    exported: int
    held_out: int
    seeds: int
    left_out: int


def gather(workspace: Workspace, list_id: str, seeds: Sequence[Seed], region: str | None) -> Counts:
    """Fill the table ``handed``: the contacted members but for those in ``left_out``, and a row of each seed.

    Raises
    ------
    AttitudeError
        When a listed member is no longer loaded.
    """
    workspace.run("export/handed", list_id=list_id)
    if seeds:
        _add_seeds(workspace, seeds, region)
    counts = workspace.result("export/counts", list_id=list_id).row(0, named=True)
    total = counts["members"] + counts["left_out"]
    if total != counts["listed"]:
        raise AttitudeError(f"{list_id}: {counts['listed']} members listed, {total} found; target again")
    return Counts(counts["members"], counts["held_out"], counts["seeds"], counts["left_out"])


def _add_seeds(workspace: Workspace, seeds: Sequence[Seed], region: str | None) -> None:
    workspace.define("create or replace temp table seeds (seed integer, name varchar, phone varchar, email varchar)")
    for number, seed in enumerate(seeds):
        workspace.rows("insert into seeds values (?, ?, ?, ?)", [number, seed.name, seed.phone, seed.email])
    make_e164(workspace, "seeds", region)
    workspace.run("export/seeds")


def fill_texts(workspace: Workspace, plan: dict[str, Any], list_id: str) -> None:
    """Fill the table ``texts``: each member's text, where their offer has a template."""
    templates = {n: offer["template"] for n, offer in enumerate(plan["offer"], start=1) if offer.get("template")}
    workspace.run("export/handed_words")
    workspace.define_answer("texts", text_query(templates, "handed_words"), f"{list_id}: offer.template")


def read(workspace: Workspace, columns: Collection[str], splits: Sequence[str]) -> pl.DataFrame:
    """Read columns of ``handed``, of members and their texts, in the order of the list; seeds come last.

    Returns
    -------
    pl.DataFrame
        Columns ``id``, ``is_seed``, those of ``splits``, and ``column_NAME`` of each column asked for.
    """
    own = own_dimensions(workspace)
    fields = [f"{_cell(name, own)} as {quoted(f'column_{name}')}" for name in columns]
    parts = [f"h.part_{split} as {split}" for split in splits]
    tables = {_table(name) for name in columns if name not in own}
    members = members_with(workspace, columns)
    select = ", ".join(["h.member_id as id", "h.member_key < 0 as is_seed", *parts, *fields])
    joins = " ".join(join.format(members=members) for table, join in _JOINS.items() if table in tables)
    return workspace.frame(f"select {select} from handed as h {joins} order by h.rank nulls last, h.member_key desc")


_JOINS = {
    "texts": "left join (select member_key, body as text from texts) as texts on h.member_key = texts.member_key",
    "m": "left join {members} as m on h.member_key = m.member_key",
}


def _cell(name: str, own: Collection[str]) -> str:
    """Say how a column is read; an element of a dimension that the settings name is part of a text."""
    return f"json_extract_string(h.own_elements, {literal(name)})" if name in own else f"{_table(name)}.{quoted(name)}"


def _table(name: str) -> str:
    """Say where a column is found; what the list says of a member comes before what the members files say."""
    return "h" if name in COLUMNS else "texts" if name == TEXT else "m"
