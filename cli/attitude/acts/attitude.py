"""What the commands of the first act do and say: files in, scores, a member's page, the past foreseen again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import replace
from datetime import date
from pathlib import Path

from attitude import member_page, say
from attitude.acts.files import files_of, remembered
from attitude.added import AddedResult
from attitude.backtest import Backtest, backtest
from attitude.backtest_page import backtest_page
from attitude.database import Workspace
from attitude.errors import UsageError
from attitude.formats import check_place, write_out
from attitude.load import KINDS, LoadOptions, LoadResult, load_file, note_lines
from attitude.member import MemberPage, member
from attitude.outputs import format_of, is_page
from attitude.person import Kept, everything
from attitude.score import ScoreResult, score
from attitude.settings import SETTINGS_NAME, LoadSettings, Settings
from attitude.settings_lines import Line, remember_map


def load_all(
    workspace: Workspace,
    what: list[str],
    settings: LoadSettings,
    options: LoadOptions,
    place: Path = Path(SETTINGS_NAME),
) -> list[LoadResult]:
    """Load the files of a kind, or of a folder, each in a transaction of its own, and say what became of its rows.

    Names of columns that were told, or proposed and taken, are remembered in the settings file at ``place``. To be
    tried only, each file is read as if those before it had been taken in, and nothing is kept.
    """
    results = []
    files = files_of(workspace, what, settings, options)
    say.note(_ACCOUNT)
    is_strict, maps = what[0] in KINDS, dict(remembered(settings))
    with workspace.rehearsal() if options.dry else nullcontext():
        for one in files:
            kind = str(one.kind)
            # what is remembered need not fit every file; what is said now must, where it is said of one kind
            mapping = {**maps.get(kind, {}), **options.mapping}
            needed = frozenset(options.mapping) if is_strict else frozenset()
            result = load_file(workspace, kind, one.path, replace(options, mapping=mapping, must_have=needed))
            results.append(result)
            _say_loaded(result)
            if not options.dry:
                names = {**(options.mapping if is_strict else {}), **result.maps}
                _remember(workspace, place, result, names, maps)
    if options.dry:
        say.note("tried only: nothing is kept, of the files, of the maps or of refused rows")
    return results


def _remember(
    workspace: Workspace, place: Path, result: LoadResult, names: Mapping[str, str], maps: dict[str, Mapping[str, str]]
) -> None:
    """Keep names of columns in the settings file, and with the load, which takes the new ones back with it."""
    known = maps.get(result.kind, {})
    fresh: list[Line] = [
        (("load", "map", result.kind, theirs), ours) for theirs, ours in names.items() if known.get(theirs) != ours
    ]
    if fresh and remember_map(place, result.kind, dict(names)):
        note_lines(workspace, [result], fresh)
        maps[result.kind] = {**known, **names}
        say.note(
            f"column names remembered in {place}: {', '.join(f'{theirs}={ours}' for theirs, ours in names.items())}"
        )


def check_goes_with_members(
    what: str, full_list: bool | None, max_missing: float | None, keep_blank: bool | None
) -> None:
    """Refuse options of members files where another kind is loaded."""
    options = {"--full-list": full_list, "--max-missing": max_missing is not None, "--keep-blank": keep_blank}
    for option in (option for option, is_said in options.items() if is_said):
        if what in KINDS and what != "members":
            raise UsageError(f"{option} goes with members, not with {what}")


# The header is the account itself: what was read is the sum of what follows.
_ACCOUNT = f"{'file':<22}{'read':>11} ={'kept':>11} +{'duplicate':>10} +{'updated':>8} +{'rejected':>9}"


def _say_loaded(result: LoadResult) -> None:
    counts = (
        f"{result.read:>11,}  {result.kept:>11,}  {result.duplicate:>10,}  {result.updated:>8,}  {result.rejected:>9,}"
    )
    say.row(result.file.name, counts, 22)
    if result.is_repeat:
        say.warn(f"{result.file} was loaded before: nothing changed")
    if result.taken_out:
        say.warn(f"{result.file.name}: contacts taken out, to be replaced: {result.taken_out:,}")
    if result.reject_file:
        say.warn(f"rejected rows with their reasons: {result.reject_file}")
    for words in result.notes:
        say.warn(f"{result.file.name}: {words}")


def score_all(
    workspace: Workspace, settings: Settings, as_of: date | None = None, *, full: bool = False
) -> ScoreResult:
    """Score, and say how far it reaches."""
    result = score(workspace, settings.score, as_of, full=full, send=settings.send)
    say.note(
        f"scores as of {result.as_of}: {result.members:,} members, {result.members_with_evidence:,} with evidence of "
        f"their own, {result.elements} elements; base response rate {result.base_rate:.2%}; "
        f"{'all made anew' if result.is_full else f'campaigns taken in: {result.campaigns:,}'}"
    )
    _say_telltales(result.telltales)
    if result.added is not None:
        _say_added(result.added)
    return result


def _say_added(added: AddedResult) -> None:
    gain = added.gain
    verdict = "clearly more than" if gain.is_clear else "no clear gain beside"
    say.note(
        f"holdouts of {added.campaigns:,} campaign{'s' if added.campaigns > 1 else ''}: of what those contacted do, "
        f"{100 * added.unasked:.1f} % would come unasked; lists by what contacts add bring {verdict} those by "
        f"propensity ({gain.difference:+.2f} answers per 100 members, {gain.low:.2f} to {gain.high:.2f})"
    )


def _say_telltales(telltales: dict[str, str]) -> None:
    for attribute, campaign in telltales.items():
        say.warn(f"attribute '{attribute}' knows who answered '{campaign}': it was written after it, and is left out")


def backtest_all(
    path: Path,
    settings: Settings,
    members: int,
    skip: int,
    last: int | None,
    show: str | None,
    form: str | None,
    output: Path | None,
) -> Backtest:
    """Foresee the past, and say how well it would have been done."""
    form = form or ("html" if output is not None and is_page(output) else None)
    if form == "html" and show is not None:
        raise UsageError(f"--show {show}: a page shows all parts; leave --show out, or name another format")
    if output is not None or form not in (None, "table"):
        check_place(form or "table", output)
    replay = backtest(path, settings.score, settings.seed, members, skip, last, watch=say.progress)
    parts = {"methods": replay.methods, "campaigns": replay.campaigns, "calibration": replay.calibration}
    if form == "html":
        _give_page(replay, path, skip, output)
    elif show is None and output is None and form in (None, "table"):
        for title, frame in parts.items():
            say.headline(_TITLES[title].format(skip=skip))
            say.data(frame, form, None)
    else:
        say.data(parts[show or "methods"], form, output)
    _say_telltales(replay.telltales)
    inside, campaigns = replay.inside
    if campaigns:
        say.note(f"{inside:,} of {campaigns:,} campaigns inside their 80 % interval, without the first {skip}")
    if replay.share < 1:
        say.note(f"foreseen with a sample of {replay.share:.1%} of the members; --members takes more")
    return replay


def _give_page(replay: Backtest, path: Path, skip: int, output: Path | None) -> None:
    with Workspace(path, read_only=True) as workspace:
        members = int(workspace.row("select count(*) from store.persons")[0])
    write_out(backtest_page(replay, members, skip), "html", output)
    if output is not None:
        say.note(f"backtest over {replay.campaigns.height:,} campaigns drawn in {output}; any browser opens it")


_TITLES = {
    "methods": "Who ranks the responders of a campaign first? (without the first {skip} campaigns)",
    "campaigns": "Campaign by campaign",
    "calibration": "Do as many answer as foreseen? (tenths of the propensities, without the first {skip} campaigns)",
}


def member_one(
    workspace: Workspace, member_id: str, show: str | None, form: str | None, output: Path | None
) -> MemberPage:
    """Show a person's page: all of it to a person, one part of it in the other formats."""
    page = member(workspace, member_id)
    if show is None and output is None and form in (None, "table"):
        member_page.show(page)
    else:
        say.data(getattr(page, show or "scores"), form, output)
    return page


def all_of_one(workspace: Workspace, member_id: str, show: str | None, form: str | None, output: Path | None) -> Kept:
    """Write all that is kept of a person as JSON: an object with a list of rows for each table."""
    if show is not None:
        raise UsageError(f"--show {show}: --all gives everything; leave one of the two out")
    if (form or (output and format_of(output)) or "json") not in ("json", "table"):
        raise UsageError("--all: is given as JSON; name a .json file, or leave --format out")
    kept = everything(workspace, member_id)
    text = json.dumps(kept, ensure_ascii=False, indent=1, default=str)
    write_out(f"{text}\n".encode(), "json", output)
    if output is not None:
        rows = sum(map(len, kept.values()))
        say.note(f"{output}: {rows:,} rows of {len(kept)} tables about member {member_id}")
    return kept
