"""A file's rows under the product's own column names, read and checked: which are good, and which are refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from attitude.database import Workspace, literal, quoted
from attitude.errors import AttitudeError, BadDataError, TooLittleMemoryError, UnreadError
from attitude.load.account import LoadOptions
from attitude.load.addresses import (
    find_holders,
    hear,
)
from attitude.load.apart import MOST, apart_texts, set_apart
from attitude.load.erased import keep_out
from attitude.load.header import KEYS_OF_ROWS
from attitude.load.keys import as_meant, prepare_keys, settle_keys
from attitude.load.kinds import (
    AMOUNTS,
    KINDS,
    OFFERED,
    TIMES,
    MissingColumnError,
    match_columns,
    renamed_words,
)
from attitude.load.money import take_signs_off
from attitude.load.proposing import closing_nothing, left_unsaid, saying_the_cure
from attitude.load.reading import read_file, rows_expected, rows_within, unreadable
from attitude.load.readings import Look, Readings
from attitude.load.rejected import BadRow, find_refused
from attitude.load.sources import Source
from attitude.load.synonyms import meaning_of
from attitude.load.words import know_words

# Columns that have a value even where a file does not have them.
_DERIVED = {
    "campaigns": ("own_elements",),
    "contacts": ("member_key", "treatment_key", "is_control", "responded"),
    "responses": ("member_id", "kind", "own_elements"),
    "usage": ("member_id",),
    "optouts": ("member_id", "channel", "action", "opted_out_at", "is_odd_day"),
}


def read_rows(
    workspace: Workspace, kind: str, source: Source, options: LoadOptions
) -> tuple[dict[str, str], dict[str, str], list[str]]:
    """Show the file as the table ``typed`` of good rows; give its known columns, its attributes, and what to say."""
    columns = read_file(workspace, source)
    workspace.expect(rows_expected(workspace, source), source.path.stat().st_size)
    known, others = _matched(workspace, kind, source, columns, options)
    notes = [*source.notes, *rows_within(workspace), *left_unsaid(kind, columns, options.mapping)]
    notes += renamed_words(others) if KINDS[kind].keeps_others else []
    own = {name: others.pop(name) for name in sorted(options.dimensions) if kind in OFFERED and name in others}
    replies, addresses = _heard(kind, others), [known[name] for name in ("phone", "email") if name in known]
    notes += _left_aside(kind, known, others, replies, addresses)
    others = others if KINDS[kind].keeps_others else {}
    workspace.remember(is_plain=source.is_plain, clock=options.timezone)
    workspace.run("load/macros", "load/replies", "load/reply_macros", "load/attribute_macros")
    notes += prepare_keys(workspace, source, known)
    know_words(workspace, options.values)
    _make_incoming(workspace, source, kind, known, others, replies, own)
    look = Look(workspace, known, options, source)
    readings = look.first()
    workspace.remember(**readings.variables)
    try:
        notes += closing_nothing(workspace, others) if kind == "members" else []
        notes += take_signs_off(workspace, list(others))
        if kind == "contacts":
            _name_treated(workspace, options, has_addresses=bool(addresses), has_own=bool(own))
        elif kind in OFFERED:
            _name_own(workspace, "incoming_raw", is_there=bool(own))
        _type(workspace, kind)
        _keep_good(workspace, kind, known, others)
        notes += _read_again(workspace, kind, known, others, look, readings).notes
        notes += settle_keys(workspace, known)
        if addresses and kind in ("responses", "usage"):
            find_holders(workspace, "select member_id from typed where is_address(member_id)", options.region)
        hear(workspace, kind)
    except (TooLittleMemoryError, BadDataError):
        raise
    except AttitudeError as error:  # only now is the file read to its end
        raise unreadable(source, error) from error
    return known, others, notes


def _matched(
    workspace: Workspace, kind: str, source: Source, columns: list[str], options: LoadOptions
) -> tuple[dict[str, str], dict[str, str]]:
    """Give the columns that the kind knows, and the others; an error says which one may be meant."""
    try:
        return match_columns(kind, columns, options.mapping_of(kind), _file_name(source), options.must_have)
    except MissingColumnError as error:
        raise saying_the_cure(error, workspace, kind, columns, options) from error


def _left_aside(
    kind: str, known: Mapping[str, str], others: Mapping[str, str], replies: list[str], addresses: list[str]
) -> Iterator[str]:
    """Name the columns that are not read, or not always."""
    if others and not KINDS[kind].keeps_others:
        yield f"columns not known and left aside: {', '.join(others.values())}"
    if replies:
        yield f"left aside, but where a reply in them says stop it is heard: {', '.join(replies)}"
    if addresses and "member_id" in known and kind in ("contacts", "responses", "usage"):
        yield f"columns left aside in rows that have a {known['member_id']}: {', '.join(addresses)}"


def _name_own(workspace: Workspace, rows: str, *, is_there: bool) -> None:
    """Read the elements of dimensions that the settings name, each text once; most files have none."""
    if is_there:
        workspace.define(f"create or replace temp view own_written as select own_elements from {rows}")
        workspace.run("load/own_texts")
    else:
        workspace.define("create or replace temp table own_texts (text varchar, own_elements varchar)")


def _name_treated(workspace: Workspace, options: LoadOptions, *, has_addresses: bool, has_own: bool) -> None:
    """Give people and treatments of contacts their keys, each text once."""
    workspace.run("load/contact_texts")
    if has_addresses:
        names = "select member_id from contact_texts where is_member and is_address(member_id)"
        find_holders(workspace, names, options.region)
    _name_own(workspace, "contact_texts", is_there=has_own)
    workspace.run("load/member_texts", "load/treatment_texts")
    workspace.define("drop view if exists own_written")
    workspace.define("drop table contact_texts")


def _heard(kind: str, others: Mapping[str, str]) -> list[str]:
    """Name the columns that are left aside though replies may stand in them: a file may have a state and a text."""
    return [theirs for theirs in others.values() if kind == "responses" and meaning_of(kind, theirs) == "kind"]


def _type(workspace: Workspace, kind: str) -> None:
    """Read the texts of the file as what they are to be: ``typed_rows``."""
    workspace.run(f"load/{kind}_typed")
    workspace.define("drop view if exists typed_rows")
    workspace.define(f"alter view {kind}_typed rename to typed_rows")  # another view of it would be planned once more


def _read_again(
    workspace: Workspace, kind: str, known: dict[str, str], others: dict[str, str], look: Look, readings: Readings
) -> Readings:
    """Read the file as all its rows tell, where the first told of odd ones, or too little: then it has bad rows."""
    # a day of an opt-out that cannot be read is no fault of its row
    bad = "is_bad or is_odd_day" if kind == "optouts" else "is_bad"
    if not readings.notes and not workspace.rows(f"select 1 from typed_kept where {bad} limit 1"):
        return readings
    whole, is_other = look.whole(readings)
    if is_other:
        workspace.remember(**whole.variables)
        _type(workspace, kind)
        _keep_good(workspace, kind, known, others)
    return whole


def _file_name(source: Source) -> str:
    """Name a file in an error about its columns; another sheet of a workbook may have them."""
    unread = source.head.unread if source.head else ()
    return f"{source.name} (sheets not read: {', '.join(unread)}, --sheet NAME reads one)" if unread else source.name


def _make_incoming(
    workspace: Workspace,
    source: Source,
    kind: str,
    known: Mapping[str, str],
    others: Mapping[str, str],
    replies: Sequence[str],
    own: Mapping[str, str],
) -> None:
    """Show the file under the product's own column names; columns that it does not have are empty.

    A reply that says stop in one of the columns ``replies`` is what happened, whatever the column of kinds says.
    """
    theirs = {**{name: known.get(name) for name in KINDS[kind].columns}, **others}
    cell = "unquoted({})" if source.is_guarded else "{}"
    texts = {name: cell.format(quoted(column)) if column else "null::varchar" for name, column in theirs.items()}
    for column in replies:
        texts["kind"] = f"case when says_stop({quoted(column)}) then {quoted(column)} else {texts['kind']} end"
    raw = [f"{text} as {quoted(name)}" for name, text in texts.items()]
    raw.append(f"{_own_text({name: cell.format(quoted(column)) for name, column in own.items()})} as own_elements")
    rows = f"select _row as line, {', '.join(raw)} from incoming_file"
    if kind in ("contacts", "responses", "usage") and (known.get("phone") or known.get("email")):
        rows = _by_address(rows, kind)
    workspace.define(f"create temp view incoming_raw as {rows}")
    stripped = [f"stripped({quoted(name)}) as {quoted('stripped ' + name)}" for name in theirs]
    workspace.define(f"create temp view incoming_text as select *, {', '.join(stripped)} from incoming_raw")
    meant = [f"{as_meant(source, name)} as {quoted('meant ' + name)}" for name in known]
    workspace.define(f"create temp view incoming_meant as select *, {', '.join(meant)} from incoming_text")
    texts = {name: quoted(f"{'meant' if name in known else 'stripped'} {name}") for name in theirs}
    cleaned = {name: f"{_cleaning(name, known)}({text})" for name, text in texts.items()}
    columns = [f"{f'clean({text})' if name in others else text} as {quoted(name)}" for name, text in texts.items()]
    changes = [f"is_changed({quoted(name)}, {text})" for name, text in cleaned.items() if theirs[name]]
    workspace.define(
        f"create temp view incoming as select line, {', '.join(columns)}, ({_sum(changes)})::usmallint as _changes, "
        "own_elements from incoming_meant"
    )


def _own_text(cells: Mapping[str, str]) -> str:
    """Give the elements of dimensions that the settings name as one text, as they are written; NULL without any."""
    pairs = ", ".join(f"{literal(name)}, {cell}" for name, cell in cells.items())
    merged = f"json_merge_patch('{{}}'::json, json_object({pairs}))::varchar"
    return f"nullif({merged}, '{{}}')" if cells else "null::varchar"


def _by_address(rows: str, kind: str) -> str:
    """Let the address stand for the member id that a row does not give; step by step, as each names its text often."""
    stripped = "stripped(member_id) as _id, stripped(phone) as _phone, stripped(email) as _email"
    meant = "as_meant(_phone, true) as _phone, as_meant(_email, false) as _email"
    has_id = "clean(_id) is not null" if kind != "contacts" else "member_id <> ''"
    member_id = f"case when {has_id} then member_id else address_as_id(_phone, _email) end as member_id"
    rows = f"select * replace ({meant}) from (select *, {stripped} from ({rows}))"
    rows = f"select * replace (as_email(_email) as _email) from ({rows})"
    return f"select * exclude (_id, _phone, _email) replace ({member_id}) from ({rows})"


def _cleaning(name: str, known: Mapping[str, str]) -> str:
    """Name the macro that takes words for a missing value out: a dash is one among figures."""
    return "clean_figure" if name in known and name in (*AMOUNTS, *TIMES) else "clean"


def _sum(terms: list[str]) -> str:
    """Add halves of halves: a long chain of terms is slow to plan, and too deep for the database."""
    if len(terms) == 1:
        return terms[0]
    middle = len(terms) // 2
    return f"({_sum(terms[:middle])} + {_sum(terms[middle:])})"


def _keep_good(workspace: Workspace, kind: str, known: Mapping[str, str], others: Mapping[str, str]) -> None:
    """Read the file once, and keep of it only the columns that it has; ``typed`` shows the others as missing."""
    types = workspace.columns_of("typed_rows")
    derived = ("_changes", *_DERIVED.get(kind, ()))
    present = [name for name in types if name in known or name in others or name in derived]
    names = ", ".join(quoted(name) for name in present)
    with workspace.joined_as_written(len(present)):
        workspace.define(
            f"create or replace temp table typed_kept as select problem is not null as is_bad, {names} from typed_rows",
            label=f"load · {kind}",
        )
    missing = [name for name in types if name not in (*present, "line", "problem")]
    # rows are kept in the order of the file, for typed_rows has no join (but for contacts, where the order has no
    # meaning); to number them on the way would read them one by one
    columns = ["rowid + 1 as line", names, *(f"null::{types[name]} as {quoted(name)}" for name in missing)]
    workspace.define(
        f"create or replace temp view typed_read as select {', '.join(columns)} from typed_kept where not is_bad"
    )
    workspace.define("create or replace temp view typed as from typed_read")


def count_rows(
    workspace: Workspace, kind: str, source: Source, options: LoadOptions, known: Mapping[str, str]
) -> tuple[int, list[BadRow]]:
    """Count the rows read, and find those to refuse.

    Too many refuse the file; those that are left out, at which nothing can be mended, do not.
    """
    count_ragged(workspace)
    good, bad, ragged = workspace.row(
        "select count(*) filter (where not is_bad), count(*) filter (where is_bad), (select count(*) from ragged) "
        "from typed_kept"
    )
    read, rejected = good + bad + ragged, bad + ragged
    workspace.expect(good)
    if read == 0:
        raise BadDataError(f"{source.name}: has column names but no rows; nothing to load")
    most = options.max_rejects * read
    only_first = rejected > most + MOST
    key = next((known[name] for name in KEYS_OF_ROWS if name in known), "")
    is_left_out = not only_first and keep_out(
        workspace, kind, apart_texts(source, known), has_head=source.head is not None
    )
    refused = find_refused(workspace, source, kind, only_first=only_first) if rejected or is_left_out else []
    if refused and not only_first:
        set_apart(workspace, kind, source, refused, key, read)
        (rejected,) = workspace.row("select count(*) from refused where not is_left_out")
    _check_quotes(workspace, source)
    if rejected > most:
        raise BadDataError(
            f"{source.name}: {rejected:,} of {read:,} rows are bad, more than --max-rejects {options.max_rejects:g}; "
            f"nothing was kept. First: {_first_reject(workspace)}"
        )
    return read, refused


def count_ragged(workspace: Workspace) -> None:
    """Keep in ``ragged`` what of a file that was read is no row: of too many columns or few, an open quote, no JSON."""
    has_rejects = workspace.rows("select 1 from duckdb_tables() where table_name = 'reject_errors'")
    relation = "ragged_lines" if has_rejects else "ragged_objects"
    workspace.run(f"load/{relation}")
    workspace.define(f"create or replace temp view ragged as from {relation}")


def _check_quotes(workspace: Workspace, source: Source) -> None:
    """Refuse a file with a quote that never ends: it would swallow all rows after it."""
    if workspace.rows("select 1 from ragged where is_open_quote"):
        (line,) = workspace.row(
            "select min(line) from refused_lines semi join (from refused_numbers where is_open_quote) "
            "using (is_ragged, number)"
        )
        raise UnreadError(f"{source.name}: line {line} opens a quote that is never closed; nothing was kept")


def _first_reject(workspace: Workspace) -> str:
    line, words = workspace.row(
        "select line, concat_ws(' ', \"column\", '''' || value || '''', reason) from refused "
        "where not is_left_out order by line limit 1"
    )
    return f"line {line}: {' '.join(words.split())}"
