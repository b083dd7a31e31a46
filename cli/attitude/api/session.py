"""The way in for Python: a workspace as an object, with the acts of the command line as methods.

    import attitude

    with attitude.open("attitude.duckdb") as w:
        w.load("contacts", "contacts_2026-11.csv")
        w.score()
        found = w.target("plan.toml")
        w.export(found.list_id, "sms.csv")
        frame = w.query("from elements order by ratio desc")

Nothing is printed: results are returned, and what goes wrong is raised as an `attitude.AttitudeError` whose message is
the line that the command line would show. The file is open only while a method runs, so that a notebook left open
keeps nobody out; tables come as Polars frames.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import nullcontext, suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attitude.api.calls import called
from attitude.api.keeping import Keeping, Place
from attitude.api.knowledge import KnowledgeDoor, day_of
from attitude.api.lists import ListsDoor
from attitude.api.people import PeopleDoor
from attitude.database import Workspace
from attitude.database import create as make
from attitude.errors import OlderError
from attitude.home import find_home, new_home
from attitude.settings import Settings
from attitude.upgrade import Upgrade, planned, upgrade

if TYPE_CHECKING:
    import polars as pl

    from attitude.brief import Brief
    from attitude.evaluate import Evaluation
    from attitude.load import LoadResult
    from attitude.measure import MeasureResult, Part, SpanPart
    from attitude.member import MemberPage
    from attitude.score import ScoreResult
    from attitude.value import Cohorts, KeptValues, SeriesMoves, ValueResult


def open(path: Place | None = None, settings: Place | None = None) -> Session:  # noqa: A001 - attitude.open is what one looks for
    """Open a workspace; one of an earlier version is brought up by `Session.upgrade` or the first method that writes.

    Parameters
    ----------
    path
        The workspace file; by default the one that the command line would take in the working folder.
    settings
        A settings file; by default ``attitude.toml`` beside the workspace.

    Raises
    ------
    AttitudeError
        When it is none, of a version that cannot be read or brought up, or in use.
    """
    settings_file = None if settings is None else Path(settings)
    database = find_home(settings_file=settings_file).database if path is None else Path(path)
    with suppress(OlderError), Workspace(database, read_only=True):
        pass
    return Session(database, settings_file)


def create(path: Place | None = None) -> Session:
    """Make a new workspace and open it; a file that is there is never touched.

    Raises
    ------
    AttitudeError
        When there is such a file, or no such folder.
    """
    database = new_home()[0] if path is None else Path(path)
    with called():
        make(database)
    return Session(database)


class Session(PeopleDoor, ListsDoor, KnowledgeDoor, Keeping):
    """A workspace and the settings (``attitude.toml``) beside it; made by `open` and `create`."""

    def __init__(self, path: Path, named: Path | None = None) -> None:
        self.path = path
        self._named = named

    def __enter__(self) -> Session:
        return self

    def __exit__(self, *_: object) -> None:
        """Leave; there is nothing to close, for every method has closed the file behind it."""

    def __repr__(self) -> str:
        return f"attitude.open({str(self.path)!r})"

    @property
    def settings(self) -> Settings:
        """The settings that hold for the workspace, as they stand now: as the command line finds them."""
        return find_home(self.path, self._named).settings

    def upgrade(self, *, dry_run: bool = False) -> Upgrade:
        """Bring an earlier version up, or say what that would do; methods that write do so themselves."""
        with called(self.settings.files.mode):
            return planned(self.path) if dry_run else upgrade(self.path)

    def load(self, kind: str, *files: Place, mapping: Mapping[str, str] | None = None, **how: Any) -> list[LoadResult]:
        """Take in files of one kind, each in a transaction of its own.

        Parameters
        ----------
        kind
            ``members``, ``campaigns``, ``contacts``, ``responses``, ``usage`` or ``optouts``.
        files
            In any format that the command line takes.
        mapping
            Their column → ours, added to ``[load.map]`` of the settings.
        how
            ``max_rejects``, ``encoding``, ``sheet``, ``header_row``, ``dates``, ``decimal``, ``region``, ``replaces``,
            ``takes_proposals``, ``full_list``, ``keep_blank``, ``dry`` (keep nothing); see `attitude.load.LoadOptions`.

        Raises
        ------
        BadDataError
            When a file cannot be taken; those before it stay taken in.
        """
        return self._load([(kind, Path(file)) for file in files], dict(mapping or {}), how)

    def load_folder(self, folder: Place, **how: Any) -> list[LoadResult]:
        """Take in all files of a folder, kinds from their names; ``how`` as for `load`.

        With ``takes_proposals`` words in their names and their columns tell kinds too. What no kind is told of is left
        aside; `kinds` names it.

        Raises
        ------
        UsageError
            When there is no such folder, or none of its files tells a kind.
        """
        from attitude.load import folder_files

        if not how.get("takes_proposals"):
            return self._load(folder_files(Path(folder)), {}, how)
        files = self.kinds(folder, **how)
        return self._load([(one.kind, one.path) for one in files if one.kind], {}, how)

    def _load(
        self, files: Iterable[tuple[str, Path]], mapping: dict[str, str], how: dict[str, Any]
    ) -> list[LoadResult]:
        from attitude.load import load_file

        known = self.settings.load
        options = replace(self._reading(), **how, must_have=frozenset(mapping))
        remembered: Mapping[str, dict[str, str]] = {str(kind): names for kind, names in known.map.items()}
        if options.dry:
            self._try()
        with self._opened(read_only=False) as workspace, workspace.rehearsal() if options.dry else nullcontext():
            return [
                load_file(workspace, kind, file, replace(options, mapping={**remembered.get(kind, {}), **mapping}))
                for kind, file in files
            ]

    def score(self, as_of: date | str | None = None, *, full: bool = False) -> ScoreResult:
        """Bring all scores up to date.

        Parameters
        ----------
        as_of
            Use what was known on that day (ISO 8601 as text); by default the day of the latest event.
        full
            Make everything anew; the scores are the same.
        """
        from attitude.score import score

        settings = self.settings
        with self._opened(read_only=False) as workspace:
            return score(workspace, settings.score, day_of(as_of, "as_of"), full=full, send=settings.send)

    def measure(
        self, campaign: str, part: Part = "lift", *, by: str = "cell", fixed_cost: float = 0.0
    ) -> MeasureResult:
        """Say what a campaign brought; ``part`` and ``by`` are ``--show`` and ``--by`` of `attitude measure`."""
        from attitude.measure import measure

        with self._opened() as workspace:
            return measure(workspace, campaign, part=part, by=by, fixed_cost=fixed_cost)

    def against(self, campaign: str, other: str, *, by: str = "cell") -> MeasureResult:
        """Test a campaign against another, as `attitude measure CAMPAIGN OTHER` does."""
        from attitude.measure import against

        with self._opened() as workspace:
            return against(workspace, campaign, other, by=by)

    def evaluate(self, plan: Place, since: date | str, until: date | str | None = None) -> Evaluation:
        """Say what another plan would have brought of those on the lists since a day; as `attitude evaluate` does."""
        from attitude.evaluate import evaluate
        from attitude.plan import read_plan

        first = day_of(since, "since") or date.min
        with self._opened() as workspace:
            return evaluate(workspace, read_plan(Path(plan)), first, day_of(until, "until"))

    def span(
        self, part: SpanPart = "matrix", since: date | None = None, until: date | None = None, by: str | None = None
    ) -> MeasureResult:
        """Lay the campaigns that began between two months side by side; by default a year of them, to the latest.

        ``by`` is an attribute of members, for ``responders``.
        """
        from attitude.measure import span

        with self._opened() as workspace:
            return span(workspace, part, since, until, by=by)

    def value(self, month: date | None = None) -> ValueResult:
        """Say who stands on which step of value and loyalty; by default in the latest month with usage."""
        from attitude.value import value

        with self._opened() as workspace:
            return value(workspace, self.settings.value, month)

    def cohorts(self, month: date | None = None) -> Cohorts:
        """Lay what members brought beside what was foreseen of them at the end of a month, by the year they joined."""
        from attitude.value import cohorts

        with self._opened() as workspace:
            return cohorts(workspace, self.settings.value, month)

    def keep_values(self, month: date | None = None) -> KeptValues:
        """Keep what a month says of each member, the latest with usage by default: the table ``member_value``."""
        from attitude.value import keep_values

        with self._opened(read_only=False) as workspace:
            return keep_values(workspace, self.settings.value, month)

    def series_moves(self) -> SeriesMoves:
        """Lay how those whom each series was for moved on the staircase kept beside those whom it held out."""
        from attitude.value import series_moves

        with self._opened() as workspace:
            return series_moves(workspace, self.settings.value)

    def brief(self, month: date | str | None = None, *, by: str | None = None) -> Brief:
        """Tell what the campaigns of a month brought, and how the base stands at its end.

        Parameters
        ----------
        month
            Any day of it, or ``2026-11``; by default that of the latest campaign.
        by
            An attribute of members, by which who answered is broken down.
        """
        from attitude.brief import brief

        day = day_of(f"{month}-01" if isinstance(month, str) and len(month) == len("2026-11") else month, "month")
        with self._opened() as workspace:
            return brief(workspace, self.settings.value, day, by=by)

    def query(self, asked: str, **values: object) -> pl.DataFrame:
        """Answer a question; nothing can be changed by it.

        Parameters
        ----------
        asked
            SQL, one SELECT; or the name of a saved query, or a ``.sql`` file.
        values
            What a saved query asks for: ``w.query("top_responders", element="sms")``.

        Raises
        ------
        UsageError
            When it is no question, names what is not there, or a value is missing or of the wrong type; the message
            shows the place.
        TooLongError
            When it takes longer than the settings' ``query.timeout_seconds``.
        """
        from attitude.query import find_question, query

        settings = self.settings.query
        question = find_question(asked, self.path.parent / settings.folder if settings.folder else None)
        with self._opened() as workspace:
            return query(workspace, question, values, seconds=settings.timeout_seconds)

    def tables(self, name: str | None = None) -> pl.DataFrame:
        """Give the data dictionary: one row per table, or per column of one table."""
        from attitude.tables import table, tables

        with self._opened() as workspace:
            return tables(workspace) if name is None else table(workspace, name)

    def member(self, member_id: str) -> MemberPage:
        """Look a person up: scores, what they rest on, contacts, next offers."""
        from attitude.member import member

        with self._opened() as workspace:
            return member(workspace, member_id)
