"""The way in for Python, its part of what past campaigns taught: what `attitude.open` gives has these methods too."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from attitude.campaign import CampaignPage, Found, Sort
    from attitude.database import Workspace


class KnowledgeDoor:
    """Campaigns looked up and found; see `attitude.api.Session`."""

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
            ``channel``, ``product``, ``timing``, ``gift``: an element that they used.
        """
        from attitude.campaign import Asked, campaigns

        with self._opened() as workspace:
            return campaigns(workspace, Asked(words, since=since, until=until, **used), sort, rows)
