"""``MONTH.toml``: what the monthly job does, as a checked model."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

from pydantic import Field, field_validator, model_validator

from attitude.errors import UsageError
from attitude.measure import Part
from attitude.months import last_day
from attitude.settings import Kind
from attitude.toml_files import Strict, checked, parsed_toml, read_text

_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
_FILE_FORMATS = Literal["csv", "json", "jsonl", "parquet", "xlsx"]
Text = Annotated[str, Field(min_length=1)]


class LoadPart(Strict):
    """Which files of which folder are taken in, and where they go then.

    ``names`` tells the kinds of files whose names do not: file name pattern → kind; the first that fits holds.
    ``proposals`` takes the names of columns that ``attitude load --look`` proposes. ``replace`` names campaigns whose
    contacts a corrected file takes the place of: file name pattern → campaign.
    """

    inbox: Text = "inbox"
    done: Text = "done"
    refused: Text = "refused"
    kinds: list[Kind] = list(get_args(Kind))
    names: dict[Text, Kind] = {}
    proposals: bool = False
    replace: dict[Text, Text] = {}


class ScorePart(Strict):
    """The scoring day; by default that of the latest event, and never later than the month's last day."""

    as_of: date | None = None


class ValuePart(Strict):
    """Keeps what each member is worth, by ``[value]`` of the settings; there is nothing to say."""


class TargetPart(Strict):
    """Which plans become lists, and which files must have come before: names, ``*`` and ``?`` stand for any."""

    plans: list[Text] = Field(min_length=1)
    after: list[Text] = []
    force: bool = False


class ExportPart(Strict):
    """How lists are handed over; without ``approve`` a person approves each first."""

    folder: Text = "lists"
    format: _FILE_FORMATS = "csv"
    layout: Text | None = None
    split: list[Literal["channel", "cell", "hour"]] = []
    encoding: Text | None = None
    allow: list[Text] = []
    approve: bool = True


class MeasurePart(Strict):
    """Which of the campaigns whose window is over are measured, which parts of it, and where the files go."""

    campaigns: list[Text] = ["*"]
    show: list[Part] = Field(["lift"], min_length=1)
    by: Text = "cell"
    format: _FILE_FORMATS = "csv"
    folder: Text = "reports"

    @field_validator("show")
    @classmethod
    def _is_of_one_campaign(cls, show: list[Part]) -> list[Part]:
        if "ledger" in show:
            raise ValueError("'ledger' is of all campaigns together; 'attitude measure --show ledger' gives it")
        return show


class BriefPart(Strict):
    """Where the month's brief goes; its name says whether as a page or with every figure as JSON.

    ``by`` is an attribute of members, by which who answered is broken down.
    """

    file: Text = "reports/brief-{month}.html"
    by: Text | None = None

    @field_validator("file")
    @classmethod
    def _has_form(cls, file: str) -> str:
        if not file.lower().endswith((".html", ".htm", ".json")):
            raise ValueError("name a file that ends in .html or .json")
        return file


class BackupPart(Strict):
    """Where the backup goes at the end of the month's job, and of how many months backups are kept.

    By default as ``[backup]`` of the settings says; without it, in ``backups``, and all.
    """

    file: Text | None = None
    keep: int | None = Field(None, ge=1, le=40)


class Steps(Strict):
    """The whole file; a step is done where its table stands, even an empty one."""

    month: str | None = None
    load: LoadPart | None = None
    score: ScorePart | None = None
    value: ValuePart | None = None
    target: TargetPart | None = None
    export: ExportPart | None = None
    measure: MeasurePart | None = None
    brief: BriefPart | None = None
    backup: BackupPart | None = None

    @field_validator("month", mode="before")
    @classmethod
    def _is_month(cls, month: object) -> object:
        if not isinstance(month, str) or not _MONTH.fullmatch(month):
            raise ValueError('write the month as "2026-11", in quotes')
        return month

    @model_validator(mode="after")
    def _fit(self) -> Steps:
        if self.export is not None and self.target is None:
            raise ValueError("[export] hands over the lists that [target] makes; add [target] with plans")
        if not any((self.load, self.score, self.value, self.target, self.measure, self.brief, self.backup)):
            parts = "[load], [score], [value], [target], [export], [measure], [brief] or [backup]"
            raise ValueError(f"there is nothing to do; add {parts}")
        return self


@dataclass(frozen=True)
class Job:
    """A job of one month: its file, the month as ``2026-11``, and its steps; paths are relative to the file."""

    path: Path
    month: str
    steps: Steps

    def place(self, name: str) -> Path:
        """Give a path that the file names."""
        return self.path.parent / name.replace("{month}", self.month)  # a default names it too

    @property
    def last_day(self) -> date:
        """The last day of the month."""
        return last_day(date.fromisoformat(f"{self.month}-01"))

    def plans(self) -> list[Path]:
        """Find the plan files, in the order in which they are named, those of one pattern by name.

        Raises
        ------
        UsageError
            When a name or pattern has none.
        """
        plans: list[Path] = []
        for name in self.steps.target.plans if self.steps.target else []:
            pattern = Path(name)
            root = Path(pattern.anchor) if pattern.is_absolute() else self.path.parent
            files = sorted(root.glob(str(pattern.relative_to(pattern.anchor))))
            if not files:
                raise UsageError(
                    f"{self.path}: 'target.plans': no file {self.place(name)}; make the plan or mend the name"
                )
            plans += [file for file in files if file not in plans]
        return plans


def read_job(path: Path, month: str | None = None) -> Job:
    """Read and check a job file.

    Parameters
    ----------
    path
        The file. ``{month}`` in its texts stands for the month.
    month
        As ``2026-11``; by default what the file says.

    Raises
    ------
    UsageError
        For the first thing wrong with it, with file, key, value and cure.
    """
    if month is not None and not _MONTH.fullmatch(month):
        raise UsageError(f"--month {month}: write it as 2026-11")
    values = parsed_toml(read_text(path), path)
    month = month or values.get("month")
    if month is None:
        raise UsageError(f"{path}: 'month' is missing; write month = \"2026-11\", or say --month 2026-11")
    steps = checked(Steps, {**_filled(values, str(month)), "month": month}, path)
    return Job(path, str(month), steps)


def planned(path: Path, month: date | None = None) -> tuple[date, list[Path]]:
    """Give the month of a job file, or the one named, and the plan files that it names for it.

    Raises
    ------
    UsageError
        For what is wrong with the file, and where a name or pattern of plans has none.
    """
    job = read_job(path, f"{month:%Y-%m}" if month else None)
    return date.fromisoformat(f"{job.month}-01"), job.plans()


def _filled(value: Any, month: str) -> Any:
    """Put the month where texts ask for it."""
    if isinstance(value, dict):
        return {_filled(key, month): _filled(inner, month) for key, inner in value.items()}
    if isinstance(value, list):
        return [_filled(inner, month) for inner in value]
    return value.replace("{month}", month) if isinstance(value, str) else value
