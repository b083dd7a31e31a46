"""Words in the cells of a file: what they are taken for, which of them nobody knows, and what is said of that."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from attitude.channels import naming
from attitude.errors import BadDataError, nearest
from attitude.settings import SETTINGS_NAME

if TYPE_CHECKING:
    from attitude.database import Workspace

_SHOWN = 8
_LONG = 40
# what is said of the kinds of a responses file, by what they are read as
_KINDS = {
    "answered": "kinds read as answers: {}",
    "opted-out": "kinds read as opt-outs: {}",
    "spoken": "kinds read as opt-outs for what they say: {}; [load.values] in "
    + SETTINGS_NAME
    + " says where one is none",
    "refund": "kinds read as money back, which is no answer: {}",
    "noted": "kinds that are neither an answer nor a failure: {}",
}
_CHANNELS_OF = {"contacts": "treatment_texts", "campaigns": "typed"}


def know_words(workspace: Workspace, values: Mapping[str, str]) -> None:
    """Let the queries of a load know what the settings say of words in cells, and which words are refusals."""
    meanings: dict[str, str] = {}
    for word, meaning in values.items():
        meanings.setdefault(workspace.row("select plain_word(?)", [word])[0], meaning)
    refusals = workspace.rows("select plain_word(word) from store.kind_words where meaning = 'opted-out' order by all")
    workspace.remember(
        value_words=list(meanings) or None,
        value_meanings=list(meanings.values()) or None,
        refusals=[word for (word,) in refusals],
    )


def read_words(workspace: Workspace, kind: str, source: str) -> list[str]:
    """Find out what the words of a file's good rows mean; give what is worth saying.

    Raises
    ------
    BadDataError
        When it is an opt-outs file with a channel or an action that nobody knows: it would close nothing; or one of
        responses with a kind that may be a refusal, or none.
    """
    if kind == "optouts":
        workspace.run("load/optout_words")
        _check_channels(workspace, source)
        _check_actions(workspace, source)
        return _several(workspace)
    if kind == "responses":
        return _kinds(workspace, source)
    return _unknown_channels(workspace, kind) if kind in _CHANNELS_OF else []


def _check_channels(workspace: Workspace, source: str) -> None:
    unknown = workspace.rows(
        "select word, sum(rows)::bigint from optout_words where family is null group by word order by all"
    )
    if unknown:
        first = unknown[0][0]
        raise BadDataError(
            f"{source}: opt-outs of channels that nobody knows: {_listed(unknown)}; nothing was kept. Say in "
            f"{SETTINGS_NAME} what each is, as {naming(workspace, first)}, and load it again"
        )


def _check_actions(workspace: Workspace, source: str) -> None:
    unknown = workspace.rows(
        "select told_action, sum(rows)::bigint from optout_words where place = 1 and action is null "
        "group by told_action order by all"
    )
    if unknown:
        known = [word for (word,) in workspace.rows("select word from store.kind_words where meaning like 'opted%'")]
        raise BadDataError(
            f"{source}: action is neither out nor in: {_listed(unknown)}{nearest(unknown[0][0], known)}; nothing was "
            f'kept. Say in {SETTINGS_NAME} what each is, as [load.values] "{unknown[0][0]}" = "out", and load it again'
        )


def _several(workspace: Workspace) -> list[str]:
    """Say which cells name several channels, or a word that may mean several."""
    cells = workspace.rows(
        "select told_channel, sum(rows)::bigint from optout_words where place = 1 and places > 1 "
        "group by told_channel order by all"
    )
    wide = workspace.rows(
        "select word, if(family = 'mail', 'email and post', 'sms and call'), sum(rows)::bigint from optout_words "
        "where family in ('mobile', 'mail') and action = 'out' group by all order by all"
    )
    lines = [f"channels named together, each of which is meant: {_listed(cells)}"] if cells else []
    return lines + [f"'{word}' may mean several channels; its opt-outs close {of}: {rows:,}" for word, of, rows in wide]


def _kinds(workspace: Workspace, source: str) -> list[str]:
    """Say which kinds count as answers, which refuse, and which are neither nor tell whether the contact arrived."""
    workspace.run("load/kind_counts")
    by_outcome: dict[str, list[tuple[str, int]]] = {}
    for outcome, kind, rows, is_known in workspace.rows("from kind_counts"):
        by_outcome.setdefault("spoken" if outcome == "opted-out" and not is_known else outcome, []).append((kind, rows))
    _check_clear(by_outcome.get("unclear", []), source)
    return [words.format(_listed(by_outcome[outcome])) for outcome, words in _KINDS.items() if outcome in by_outcome]


def _check_clear(unclear: list[tuple[str, int]], source: str) -> None:
    if unclear:
        first = unclear[0][0]
        raise BadDataError(
            f"{source}: kinds by which some say stop, and others something else: {_listed(unclear)}; nothing was kept. "
            f'Say in {SETTINGS_NAME} what each is, as [load.values] "{first}" = "out" where it says stop, "{first}" = '
            '"no" where it is no answer, and load it again'
        )


def _unknown_channels(workspace: Workspace, kind: str) -> list[str]:
    unknown = workspace.rows(
        f"select distinct channel from {_CHANNELS_OF[kind]} where channel is not null "
        "and known_family(channel) is null order by all"
    )
    if unknown and kind == "contacts":  # of good rows alone, which only now are worth a look
        query = "select channel from treatment_texts where treatment_key in (select treatment_key from typed)"
        of_good_rows = set(workspace.rows(query))
        unknown = [channel for channel in unknown if channel in of_good_rows]
    if not unknown:
        return []
    names = ", ".join(_short(name) for (name,) in unknown[:_SHOWN])
    more = f" and {len(unknown) - _SHOWN:,} more" if len(unknown) > _SHOWN else ""
    return [
        f"channels of which nobody knows what they are: {names}{more}; a plan can use one when [channels] in "
        f"{SETTINGS_NAME} says it, as {naming(workspace, unknown[0][0])}"
    ]


def _listed(counts: Iterable[tuple[str, int]]) -> str:
    """List words with their counts, the most frequent first, and how many rows the others have."""
    ordered = sorted(counts, key=lambda count: (-count[1], count[0]))
    text = ", ".join(f"{_short(word)} {rows:,}" for word, rows in ordered[:_SHOWN])
    rest = ordered[_SHOWN:]
    return text + (f", and {len(rest):,} others {sum(rows for _, rows in rest):,}" if rest else "")


def _short(word: str) -> str:
    return word if len(word) <= _LONG else f"{word[:_LONG]}…"
