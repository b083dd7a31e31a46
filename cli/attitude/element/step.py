"""What an element does, by what the scores know: answers told by campaign, code or contact, inside the window."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, get_args

from attitude.database import Workspace, act
from attitude.dimensions import dimensions_of
from attitude.errors import BadDataError, UsageError, nearest
from attitude.learn import pressure_curve

if TYPE_CHECKING:
    import polars as pl

Part = Literal["beside", "months", "partners", "fatigue"]
PARTS: tuple[Part, ...] = get_args(Part)
_LEAST_ANSWERS = 50  # of sampled members; with fewer nothing is said of how answers fall
_FATIGUE = ("contacts_before", "contacts", "responses", "ratio", "ratio_low", "ratio_high", "is_fall")


@dataclass(frozen=True)
class ElementPage:
    """What is known of a dimension, or of one of its elements.

    Parameters
    ----------
    dimension, element
        Of what; without an element the page is of the whole dimension, and has ``beside`` alone.
    as_of
        The day of the scores.
    beside
        One row per element of the dimension, the best first: contacts, answers, rate and ratio with their intervals.
    months
        One row per month: contacts, answers, rate with its interval, that of the other elements, ratio.
    partners
        One row per element of the other dimensions: rate, and what both bring together beyond what they bring alone.
    fatigue
        One row per number of contacts in the 30 days before: what members answer, over what the same members answer
        after fewest, with 90 % intervals; ``of`` says whether to this element, or to any (``everything``).
    """

    dimension: str
    element: str | None
    as_of: date
    beside: pl.DataFrame
    months: pl.DataFrame | None = None
    partners: pl.DataFrame | None = None
    fatigue: pl.DataFrame | None = None

    @property
    def head(self) -> Mapping[str, Any]:
        """The row of the element among the others."""
        return next(row for row in self.beside.iter_rows(named=True) if row["element"] == self.element)


@act
def element(workspace: Workspace, dimension: str, name: str | None = None) -> ElementPage:
    """Say what works: the elements of a dimension side by side, or all that is known of one; reads only.

    Parameters
    ----------
    workspace
        May be open read-only; scored.
    dimension
        ``channel``, ``product``, ``timing``, ``gift``, or one that the settings name.
    name
        One of its elements.

    Raises
    ------
    UsageError
        When there is no such dimension or element, with the nearest one.
    BadDataError
        When nothing is scored.
    """
    known = dimensions_of(workspace)
    if dimension not in known:
        raise UsageError(f"no dimension '{dimension}'{nearest(dimension, known)}; they are {', '.join(known)}")
    scoring = _scoring(workspace)
    weights = {name: scoring[name] for name in ("reference_day", "half_life_days", "fade")}
    workspace.run("score/base_before", **weights)
    workspace.run("element/element_cells", dimension=dimension)
    beside = workspace.result("element/beside", dimension=dimension)
    page = ElementPage(dimension, None, scoring["as_of"], beside)
    if name is None:
        return page
    asked = {"dimension": dimension, "element": _known(workspace, name, dimension, beside["element"].to_list())}
    workspace.run("score/treatment_sums", **weights)
    workspace.run("score/evidence", as_of=scoring["as_of"], half_life_days=scoring["half_life_days"])
    return ElementPage(
        dimension,
        asked["element"],
        scoring["as_of"],
        beside,
        months=workspace.result("element/months", **asked),
        partners=workspace.result("element/partners", **asked),
        fatigue=_fatigue(workspace, asked),
    )


def _scoring(workspace: Workspace) -> dict[str, Any]:
    names = ("as_of", "reference_day", "half_life_days", "fade")
    rows = workspace.rows(f"select {', '.join(names)} from store.scorings")
    if not rows:
        raise BadDataError("no scores yet, by which elements are known; run 'attitude score'")
    return dict(zip(names, rows[0], strict=True))


def _known(workspace: Workspace, name: str, dimension: str, known: list[str]) -> str:
    """Find an element whatever its case; where it is none, say where it is one, or which is nearest."""
    found = [one for one in known if one == name] or [one for one in known if one.casefold() == name.casefold()]
    if found:
        return found[0]
    others = workspace.rows("select dimension from store.elements where element = ? order by 1", [name])
    hint = f"; it is a {others[0][0]}: 'attitude element {others[0][0]} {name}'" if others else nearest(name, known)
    raise UsageError(f"no {dimension} '{name}' was ever used in a contact{hint}")


def _fatigue(workspace: Workspace, asked: Mapping[str, str]) -> pl.DataFrame:
    """Lay the fall of answers to an element beside that of answers to anything."""
    import polars as pl

    curve = workspace.frame("from fatigue_curve order by contacts_before")
    everything = curve.select(pl.lit("everything").alias("of"), *_FATIGUE)
    rows = workspace.result("score/pressed", **asked)
    if rows["answered"].sum() < _LEAST_ANSWERS:
        return everything
    columns = ("member_key", "campaign_key", "pressure", "contacts", "answered", "expected")
    own = [asdict(one) for one in pressure_curve(*(rows[name].to_numpy() for name in columns))]
    shown = [
        {"of": asked["element"], "contacts_before": one.pop("pressure"), **{k: _told(v) for k, v in one.items()}}
        for one in own
    ]
    return pl.concat([pl.DataFrame(shown, schema=everything.schema), everything]) if shown else everything


def _told(value: float | bool) -> float | bool:
    """Round what was fitted, of which the last digits may differ from machine to machine."""
    return round(value, 6) if isinstance(value, float) else value
