"""The way in for Python, its part of what past campaigns taught: what `attitude.open` gives has these methods too."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from attitude.elements import DIMENSIONS
from attitude.errors import UsageError

if TYPE_CHECKING:
    from attitude.calendar import Calendar
    from attitude.campaign import CampaignPage, Found, Sort
    from attitude.database import Workspace
    from attitude.element import ElementPage

Place = str | os.PathLike[str]


def day_of(day: date | str | None, name: str) -> date | None:
    """Read a day that a caller gave.

    Raises
    ------
    UsageError
        When a text is none.
    """
    try:
        return date.fromisoformat(day) if isinstance(day, str) else day
    except ValueError as error:
        raise UsageError(f"{name} = {day!r}: is not a day; write it as 2026-10-31") from error


class KnowledgeDoor:
    """Campaigns looked up and found, and laid out by month; see `attitude.api.Session`."""

    def _opened(self, *, read_only: bool = True) -> AbstractContextManager[Workspace]:
        raise NotImplementedError

    def campaign(self, campaign: str) -> CampaignPage:
        """Give all that is known of a campaign; ``table`` of it has a row for each figure.

        Raises
        ------
        UsageError
            When there is no such campaign, with the nearest id.
        """
        from attitude.campaign import campaign as look_up

        with self._opened() as workspace:
            return look_up(workspace, campaign)

    def campaigns(
        self,
        *words: str,
        since: date | None = None,
        until: date | None = None,
        sort: Sort = "started",
        rows: int | None = None,
        **used: str | None,
    ) -> Found:
        """Find campaigns by words and by what they used, each with what it brought.

        Parameters
        ----------
        words
            All of them must stand in id, name, notes, messages or elements; ``attitude campaigns --help`` says more.
        since, until
            The first and the last day on which they began.
        sort, rows
            In which order, and at most how many; by default all, the latest first.
        used
            ``channel``, ``product``, ``timing``, ``gift`` or a dimension that the settings name: an element that they
            used.
        """
        from attitude.campaign import Asked, campaigns

        with self._opened() as workspace:
            four = {name: element for name, element in used.items() if name in DIMENSIONS}
            own = [(name, element) for name, element in used.items() if name not in DIMENSIONS and element is not None]
            asked = Asked(words, since=since, until=until, elements=own, **four)
            return campaigns(workspace, asked, sort, rows)

    def calendar(
        self, month: date | str | None = None, plans: Iterable[Place] = (), over: int = 2, *, job: Place | None = None
    ) -> Calendar:
        """Lay a month out: campaigns run and planned, audiences that overlap, contacts a member and week.

        Parameters
        ----------
        month
            Any day of it, or ``2026-11``; by default that of the latest contact or list.
        plans
            Files of campaigns to come that have no list yet.
        over
            Members with more contacts in a week than this are counted.
        job
            A ``month.toml``: its plans are shown too, and its month where none is named.
        """
        from attitude.calendar import calendar
        from attitude.job import planned
        from attitude.plan import read_plan

        day = day_of(f"{month}-01" if isinstance(month, str) and len(month) == len("2026-11") else month, "month")
        files = [Path(plan) for plan in plans]
        if job is not None:
            day, of_job = planned(Path(job), day)
            files += [file for file in of_job if file not in files]
        with self._opened() as workspace:
            return calendar(workspace, day, [read_plan(file) for file in files], over)

    def element(self, dimension: str, name: str | None = None) -> ElementPage:
        """Say what works: the elements of a dimension side by side, or all that is known of one.

        Parameters
        ----------
        dimension
            ``channel``, ``product``, ``timing`` or ``gift``.
        name
            One of its elements.

        Raises
        ------
        UsageError
            When there is no such dimension or element, with the nearest one.
        """
        from attitude.element import element

        with self._opened() as workspace:
            return element(workspace, dimension, name)
