"""Where the workspace is and which settings hold for it: one answer for every command, the job and Python."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from attitude.errors import UsageError
from attitude.settings import DATABASE_NAME, SETTINGS_NAME, Settings, read_settings_file


@dataclass(frozen=True)
class Home:
    """A workspace file and the settings that hold for it.

    ``file`` is where they are read from, or would be written to if there are none yet. ``notes`` say what somebody who
    does not know that folder might not expect.
    """

    database: Path
    file: Path
    settings: Settings
    notes: tuple[str, ...] = ()


def find_home(database: Path | None = None, settings_file: Path | None = None) -> Home:
    """Find the workspace file, and the settings that belong to it.

    The file is the one given, else ``ATTITUDE_DB``, else that which the settings at hand name, else ``attitude.duckdb``
    beside them, else in the working folder. Settings at hand are those given, else ``attitude.toml`` in the working
    folder or the nearest one above it that has one. Those that hold are the ones given (``ATTITUDE_SETTINGS`` does as
    well), else those beside the workspace, wherever the command is run, for they belong to it; else those at hand.

    Parameters
    ----------
    database
        What ``--db`` says.
    settings_file
        What ``--settings`` says.

    Raises
    ------
    UsageError
        When settings cannot be read; or when a file that says where the workspace is says more than that, while the
        workspace has settings of its own beside it.
    """
    settings_file = settings_file or _from_environment("ATTITUDE_SETTINGS")
    database = database or _from_environment("ATTITUDE_DB")
    at_hand = settings_file or _nearest()
    settings = read_settings_file(at_hand) if at_hand else Settings()
    path = database or _database(at_hand, settings)
    beside = path.parent / SETTINGS_NAME
    if settings_file or at_hand is None or (beside.is_file() and at_hand.samefile(beside)):
        return _own(path, at_hand or beside, settings if at_hand else _read_if_there(beside), settings_file)
    if beside.is_file():
        if database is None and settings.model_fields_set - {"db"}:
            raise UsageError(
                f"{at_hand}: says more than where the workspace is, but {beside} stands beside the workspace and holds "
                f"for it; move its keys there, or say --settings {at_hand}"
            )
        return Home(path, beside, read_settings_file(beside))
    if not path.exists():  # one that is still to be made gets its settings beside it
        return Home(path, beside if database else at_hand, settings)
    return Home(path, at_hand, settings, (f"settings: {at_hand}, for none stands beside {path}",))


def _own(path: Path, file: Path, settings: Settings, settings_file: Path | None) -> Home:
    is_above = not settings_file and file.parent.resolve() in Path.cwd().parents and path.parent == file.parent
    return Home(path, file, settings, (f"workspace: {path}",) if is_above else ())


def _from_environment(name: str) -> Path | None:
    text = os.environ.get(name)
    return Path(text) if text else None


def _nearest() -> Path | None:
    """Give the settings file of the working folder, or of the nearest folder above it that has one."""
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / SETTINGS_NAME).is_file():
            return Path(os.path.relpath(folder / SETTINGS_NAME, here))
        if (folder / DATABASE_NAME).is_file():  # a workspace of its own, without settings
            return None
    return None


def _database(settings_file: Path | None, settings: Settings) -> Path:
    """Give the workspace that settings name: paths in them start from where they stand."""
    folder = settings_file.parent if settings_file else Path()
    return folder / (settings.db or DATABASE_NAME)


def _read_if_there(file: Path) -> Settings:
    return read_settings_file(file) if file.is_file() else Settings()


def new_home(database: Path | None = None, settings_file: Path | None = None) -> tuple[Path, Path]:
    """Say where a new workspace and its settings are to be: in this folder, whatever stands above it."""
    settings_file = settings_file or _from_environment("ATTITUDE_SETTINGS")
    here = Path(SETTINGS_NAME) if Path(SETTINGS_NAME).is_file() else None
    at_hand = settings_file or here
    database = database or _from_environment("ATTITUDE_DB")
    path = database or _database(at_hand, read_settings_file(at_hand) if at_hand and at_hand.is_file() else Settings())
    return path, settings_file or (at_hand if at_hand and database is None else path.parent / SETTINGS_NAME)
