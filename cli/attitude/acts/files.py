"""Which files a load is given, of which kinds; and the look at them before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from attitude import look_page, say
from attitude.database import Workspace
from attitude.errors import BadDataError, UsageError, nearest
from attitude.load import (
    KINDS,
    FileKind,
    LoadOptions,
    Look,
    folder_files,
    in_shell,
    kind_in,
    look,
    opened_to_look,
    tell_kinds,
)
from attitude.settings import LoadSettings, Settings


def files_of(workspace: Workspace, what: Sequence[str], settings: LoadSettings, options: LoadOptions) -> list[FileKind]:
    """Tell the files to load: those of a kind; or of folders, by their names, with proposals by whatever tells.

    What no kind is told of is named.
    """
    if what[0] in KINDS:
        return _of_kind(what)
    _check_places(what)
    if options.takes_proposals:
        files = tell_kinds(workspace, [*map(Path, what)], remembered(settings), options)
        name_the_others(files)
        return [one for one in files if one.kind]
    files = [FileKind(path, kind, "name") for name in what for kind, path in folder_files(Path(name))]
    _name_passed(what, {one.path for one in files})
    return files


def remembered(settings: LoadSettings) -> dict[str, Mapping[str, str]]:
    """Give the names of columns that ``[load.map]`` keeps, by kind."""
    return {str(kind): names for kind, names in settings.map.items()}


def _of_kind(what: Sequence[str]) -> list[FileKind]:
    if len(what) == 1:
        raise UsageError(f"which file? say 'attitude load {what[0]} FILE'")
    return [FileKind(Path(name), what[0], "name") for name in what[1:]]


def _check_places(what: Sequence[str]) -> None:
    """Refuse what is neither a kind nor there, with the kind that it most likely is; a word may be of any language."""
    first = Path(what[0])
    if first.exists():
        return
    kind = None if first.suffix else kind_in(what[0])
    hint = f" (did you mean '{kind}'?)" if kind else nearest(what[0], KINDS)
    if hint:
        raise UsageError(f"no kind '{what[0]}'{hint}; the kinds are {', '.join(KINDS)}")


def name_the_others(files: Sequence[FileKind]) -> None:
    """Name each file whose kind is not told, and why; those that are no data in one line."""
    for one in files:
        if one.kind is None and one.is_data:
            say.warn(f"left aside, for its kind is not told: {one.path.name}: {one.by}; say 'attitude load KIND FILE'")
    if others := [one.path.name for one in files if not one.is_data]:
        say.warn(f"left aside, for they have no format that is known, or are refused rows: {', '.join(others)}")


def _name_passed(what: Sequence[str], paths: set[Path]) -> None:
    passed = [p.name for name in what for p in sorted(Path(name).rglob("*")) if p.is_file() and p not in paths]
    if passed:
        hint = "; --look tells what they may be" if any(map(kind_in, passed)) else ""
        say.warn(f"left aside, for their names tell no kind or format: {', '.join(passed)}{hint}")


def look_at_all(
    path: Path, what: Sequence[str], settings: Settings, options: LoadOptions, form: str | None, output: Path | None
) -> list[Look]:
    """Look at one file, or at each of several; give a row per column of the one, or per file of several."""
    maps = remembered(settings.load)
    with opened_to_look(path, settings, say.progress) as (workspace, why):
        if why:
            say.warn(why)
        if what[0] not in KINDS:
            _check_places(what)
        files = _of_kind(what) if what[0] in KINDS else tell_kinds(workspace, [*map(Path, what)], maps, options)
        looks = [_look(workspace, one, maps, options, is_alone=len(files) == 1) for one in files]
    if len(files) == 1 and looks[0] is not None:
        look_page.show(looks[0], form, output, share=options.max_rejects)
        look_page.say_next(looks[0], _read_so(options, settings.load))
    else:
        look_page.show_kinds(files, looks, form, output)
        name_the_others(files)
        look_page.say_next_of_folder(files, what, _read_so(options, settings.load))
    return [one for one in looks if one is not None]


def _read_so(options: LoadOptions, settings: LoadSettings) -> str:
    """Give the options that decide how files are read, where the settings do not say the same."""
    values = {
        "encoding": options.encoding,
        "sheet": options.sheet,
        "header-row": options.header_row,
        "dates": options.dates if options.dates != settings.dates else None,
        "decimal": options.decimal if options.decimal != settings.decimal else None,
    }
    return "".join(f" --{name} {in_shell(str(value))}" for name, value in values.items() if value is not None)


def _look(
    workspace: Workspace, file: FileKind, maps: Mapping[str, Mapping[str, str]], options: LoadOptions, *, is_alone: bool
) -> Look | None:
    """Look at one file; of several, one that cannot be read does not hide the others."""
    if file.kind is None:
        return None
    must = frozenset(options.mapping) if is_alone else frozenset[str]()
    mapped_options = replace(options, mapping={**maps.get(file.kind, {}), **options.mapping}, must_have=must)
    try:
        return look(workspace, file.kind, file.path, mapped_options)
    except BadDataError as error:
        if is_alone:
            raise
        say.warn(str(error))
        return None
