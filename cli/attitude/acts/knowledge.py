"""What the commands about campaigns as knowledge do and say: one, those that words find, an element, a month."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from attitude import calendar_page, campaign_page, element_page, say
from attitude.calendar import Calendar, Part, calendar
from attitude.campaign import Asked, CampaignPage, Found, Sort, campaign, campaigns
from attitude.database import Workspace
from attitude.element import ElementPage, element
from attitude.element import Part as ElementPart
from attitude.errors import AttitudeError, UsageError
from attitude.formats import check_place, write_out
from attitude.job import planned
from attitude.months import last_day
from attitude.outputs import format_of, is_page
from attitude.plan import read_plan

if TYPE_CHECKING:
    import polars as pl

    from attitude.plan import Plan

_JOB = Path("month.toml")  # as the README names it


def campaign_one(workspace: Workspace, name: str, form: str | None, output: Path | None) -> CampaignPage:
    """Say all that is known of a campaign: a page to a person or a browser, rows of figures in other formats."""
    form = _form(form, output)
    known = campaign(workspace, name)
    if form == "html":
        _write_page(campaign_page.page(known), output, f"what is known of {name}")
        return known  # its notes are on it
    _give(known.table, lambda: campaign_page.show(known), form, output)
    for words in known.measured["lift"].notes:
        say.warn(words)
    return known


def campaigns_found(
    workspace: Workspace,
    words: Sequence[str],
    used: Mapping[str, str | None],
    form: str | None,
    output: Path | None,
    *,
    elements: Sequence[str] = (),
    sort: Sort = "started",
    rows: int | None = None,
    since: date | None = None,
    until: date | None = None,
) -> Found:
    """Find campaigns and say what each brought; ``elements`` are written ``dimension=name``."""
    form = _form(form, output)
    pairs = [_pair(text) for text in elements]
    asked = Asked(words, **used, elements=pairs, since=since, until=last_day(until) if until else None)
    found = campaigns(workspace, asked, sort, rows)
    if form == "html":
        _write_page(campaign_page.found_page(found, _asked_words(asked)), output, "campaigns")
        return found
    screen = campaign_page.on_screen(found.table)
    _give(found.table, lambda: campaign_page.show_found(found), form, output, screen)
    return found


def calendar_one(
    workspace: Workspace,
    month: date | None,
    plans: Sequence[Path],
    over: int,
    show: Part | None,
    form: str | None,
    output: Path | None,
    *,
    job: Path | None = None,
) -> Calendar:
    """Lay a month out: all of it to a person or a browser, one part in other formats."""
    form = _form(form, output)
    if show is not None and form == "html":
        raise UsageError(f"--show {show}: a page has all parts; leave one of the two out")
    named = {path.resolve(): read_plan(path) for path in plans}
    month, of_job = _of_job(job, month)
    found = calendar(workspace, month, {**named, **of_job}.values(), over)
    if form == "html":
        _write_page(calendar_page.page(found), output, f"calendar of {found.month:%Y-%m}")
    elif show is None and output is None and form == "table":
        calendar_page.show(found)
    else:
        part = show or "campaigns"
        say.data(getattr(found, part), form, output, screen=calendar_page.screen_of(found, part))
    return found


def _of_job(job: Path | None, month: date | None) -> tuple[date | None, dict[Path, Plan]]:
    """Give the month and the plans of a job file; of the one that merely lies here its plans, and no fault of it."""
    if job is not None:
        month, files = planned(job, month)
        return month, {path.resolve(): read_plan(path) for path in files}
    if not _JOB.is_file():
        return month, {}
    try:
        return month, {path.resolve(): read_plan(path) for path in planned(_JOB, month)[1]}
    except AttitudeError as error:
        say.warn(f"plans of {_JOB} are not shown: {error}")
        return month, {}


def element_one(
    workspace: Workspace,
    dimension: str,
    name: str | None,
    show: ElementPart | None,
    form: str | None,
    output: Path | None,
) -> ElementPage:
    """Say what works: all of it to a person or a browser, one part in other formats."""
    form = _form(form, output)
    if show is not None and form == "html":
        raise UsageError(f"--show {show}: a page has all parts; leave one of the two out")
    if show not in (None, "beside") and name is None:
        raise UsageError(f"--show {show} is of one element: 'attitude element {dimension} NAME --show {show}'")
    known = element(workspace, dimension, name)
    if form == "html":
        _write_page(element_page.page(known), output, f"what is known of {dimension} {name or ''}".rstrip())
    elif show is None and output is None and form == "table":
        element_page.show(known)
    else:
        part = show or "beside"
        say.data(getattr(known, part), form, output, screen=element_page.screen_of(known, part))
    return known


def _pair(text: str) -> tuple[str, str]:
    """Read a dimension and an element of it."""
    dimension, _, name = (part.strip() for part in text.partition("="))
    if not dimension or not name:
        raise UsageError(f"--element {text}: write it as DIMENSION=NAME, as channel=sms")
    return dimension, name


def _asked_words(asked: Asked) -> str:
    parts = [f"“{word}”" for word in asked.words]
    parts += [str(one) for one in (asked.channel, asked.product, asked.gift, asked.timing) if one]
    parts += [element for _, element in asked.elements]
    parts += [f"from {asked.since:%Y-%m}"] if asked.since else []
    parts += [f"until {asked.until:%Y-%m}"] if asked.until else []
    return ", ".join(parts)


def _form(form: str | None, output: Path | None) -> str:
    """Tell the format that is asked for, and refuse a place where it cannot go before anything is done."""
    form = form or (output and ("html" if is_page(output) else format_of(output))) or "table"
    if output is not None or form != "table":
        check_place(form, output)
    return form


def _write_page(page: bytes, output: Path | None, what: str) -> None:
    write_out(page, "html", output)
    if output is not None:
        say.note(f"{what} written to {output}; any browser opens it")


def _give(
    table: pl.DataFrame,
    show: Callable[[], None],
    form: str,
    output: Path | None,
    screen: pl.DataFrame | None = None,
) -> None:
    """Give a page to a person, a table in any other format or to a file."""
    if output is None and form == "table":
        show()
    else:
        say.data(table, form, output, screen=screen)
