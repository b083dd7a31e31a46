"""Rows that say whose they are by a phone or an e-mail address, and what is said from there: opt-outs that hold."""

from __future__ import annotations

from attitude.database import Workspace, query_text
from attitude.emails import make_ascii
from attitude.errors import BadDataError
from attitude.load.erased import salt_of
from attitude.phones import make_e164

# the columns that count once, however many share an address; of contacts the cost, which else is the campaign's
_AMOUNTS = {
    "contacts": "0::decimal(18, 6) as cost, null::decimal(18, 6) as value",
    "responses": "null::decimal(18, 6) as value",
    "usage": "null::decimal(18, 6) as revenue, null::decimal(18, 6) as volume",
}
SAID = {"optouts": "said_optouts", "responses": "said_stops"}  # by kind of file, who refuses in it
_OTHERS = "select distinct text from address_ids where place > 1"


def find_holders(workspace: Workspace, names: str, region: str | None) -> None:
    """Fill the table ``address_ids``: who has each address that rows name.

    Parameters
    ----------
    names
        A query that gives what stands for member ids, as ``member_id``; see the macro ``address_as_id``.
    region
        Of phones without a country code.
    """
    workspace.define(f"create or replace temp view named_texts as {names}")
    workspace.run("load/address_texts", "load/address_phones")
    if workspace.rows("from address_texts limit 1"):
        _one_form(workspace, "(select address as email from address_texts where kind = 'email')")
        workspace.run("load/address_texts_ascii")
        make_e164(workspace, "address_phones", region)
        workspace.run("load/address_ids")


def _one_form(workspace: Workspace, emails: str) -> None:
    """Find how mail servers spell e-mail addresses of a file, and bring those that members have to that form.

    A look changes nothing: members whom an earlier version took in meet such addresses when it is loaded.
    """
    if make_ascii(workspace, emails, "store.members") and not workspace.read_only:
        workspace.run("load/ascii_emails")


def name_people(workspace: Workspace, kind: str) -> None:
    """Show under ``typed_ids`` which persons the rows name, and under ``named`` whom each text of theirs stands for."""
    if kind not in ("responses", "usage", "optouts"):
        return
    if kind not in _AMOUNTS or not workspace.rows("from address_ids limit 1"):
        workspace.define("create or replace temp view typed_ids as select member_id from typed")
        workspace.define("create or replace temp view named as select member_id, member_key from store.persons")
        return
    workspace.define(
        "create or replace temp view typed_ids as select coalesce(a.member_id, t.member_id) as member_id "
        "from typed as t left join address_ids as a on t.member_id = a.text and a.place = 1"
    )
    _show_named(workspace, "a.place = 1")


def _show_named(workspace: Workspace, which: str) -> None:
    workspace.define(
        "create or replace temp view named as select p.member_id, p.member_key from store.persons as p "
        "where not is_address(p.member_id) union all select a.text as member_id, p.member_key "
        f"from address_ids as a inner join store.persons as p on a.member_id = p.member_id where {which}"
    )


def check_ids(workspace: Workspace, kind: str, theirs: str, source: str) -> list[str]:
    """Refuse a file whose ids are phones or e-mail addresses of members; say so where only a few are.

    Raises
    ------
    BadDataError
        When more than half of its ids are.
    """
    if kind not in _AMOUNTS or not workspace.rows("from store.members limit 1"):
        return []
    ids = "select member_id from member_texts where is_new" if kind == "contacts" else "select member_id from typed"
    workspace.define(f"create or replace temp view file_ids as {ids}")
    every, count, first, column = workspace.row(query_text("load/ids_like_addresses").rstrip().rstrip(";"))
    if 2 * count > every:
        raise BadDataError(
            f"{source}: {theirs} has no ids of members but their {_CALLED[column]}, as '{first}'; nothing was kept; "
            f"say --map '{theirs}={column}'"
        )
    words = "ids of nobody that are a phone or an e-mail address of a member, taken as ids all the same"
    return [f"{words}: {count:,} ('{first}'); --map 'THEIRS={column}' is for columns of such"] if count else []


_CALLED = {"phone": "phones", "email": "e-mail addresses"}


def _show_contacts(workspace: Workspace, place: str, amounts: str) -> None:
    """Show the contacts whose key stands for an address, see load/member_texts, as those of who has it."""
    key = "coalesce(p.member_key, t.member_key)::integer as member_key" if not amounts else "p.member_key as member_key"
    replaced = ", ".join(filter(None, [key, amounts]))
    workspace.define(
        f"create or replace temp view typed as select t.* replace ({replaced}) "
        "from typed_read as t "
        f"{'inner' if amounts else 'left'} join (select x.member_key as shared, p.member_key from member_texts as x "
        f"inner join address_ids as a on x.text = a.text and a.place {place} "
        "inner join store.persons as p on a.member_id = p.member_id where x.member_key < 0) as p "
        "on t.member_key = p.shared"
    )


def _are_shared(workspace: Workspace) -> bool:
    return bool(workspace.rows("select 1 from address_ids where place > 1 limit 1"))


def give_others(workspace: Workspace, kind: str, steps: tuple[str, ...]) -> list[str]:
    """Let the others who share an address have what its rows tell too, without the amounts; says of how many rows.

    The first of each has the rows in the end: the account of the load is that of the rows, not of the people.
    """
    if kind not in _AMOUNTS or not _are_shared(workspace):
        return []
    of_shared = "member_key < 0" if kind == "contacts" else f"member_id in ({_OTHERS})"
    (rows,) = workspace.row(f"select count(*) from typed_read where {of_shared}")
    _show_others(workspace, kind)
    workspace.run(*steps)
    _show_first(workspace, kind)
    words = "rows of addresses that several members share, given to each, amounts to the first by id alone"
    return [f"{words}: {rows:,}"] if rows else []


def _show_first(workspace: Workspace, kind: str) -> None:
    if kind == "contacts":
        _show_contacts(workspace, "= 1", "")
        return
    _show_named(workspace, "a.place = 1")
    workspace.define("create or replace temp view typed as from typed_read")


def _show_others(workspace: Workspace, kind: str) -> None:
    if kind == "contacts":
        _show_contacts(workspace, "> 1", _AMOUNTS[kind])
        return
    _show_named(workspace, "a.place > 1")
    is_new = (
        "not exists (select 1 from store.usage as u inner join named as n using (member_key) where n.member_id = "
        "t.member_id and u.month = t.month and u.product = t.product)"
        if kind == "usage"
        else "true"
    )
    workspace.define(
        f"create or replace temp table typed_of_others as select t.* replace ({_AMOUNTS[kind]}) from typed_read as t "
        f"where t.member_id in ({_OTHERS}) and {is_new}"
    )
    workspace.define("create or replace temp view typed as from typed_of_others")


def held_rows(workspace: Workspace, kind: str) -> list[str]:
    """Remember who is known by an address alone, and say how many rows are held for members to come."""
    if kind not in _AMOUNTS or not workspace.rows("from address_ids limit 1"):
        return []
    workspace.run("load/address_people")
    keys = "select x.member_key from member_texts as x semi join address_ids as a on x.text = a.text"
    held, every = f"member_key in ({keys} and a.is_held)", f"member_key in ({keys})"
    if kind != "contacts":
        held, every = "member_id in (select text from address_ids where is_held)", "is_address(member_id)"
    unmatched, rows = workspace.row(
        f"select count(*) filter (where {held}), count(*) filter (where {every}) from typed_read"
    )
    words = f"not matched with any member by phone or e-mail: {unmatched:,} of {rows:,}"
    return [f"{words}, held for members loaded later"] if unmatched else []


def hear(workspace: Workspace, kind: str) -> None:
    """Note who refuses, ``said``, before rows of people erased are left out: they are heard as well."""
    if kind == "responses":
        workspace.run("load/kinds")
    if kind in SAID:
        workspace.run(f"load/{SAID[kind]}")
        workspace.define(f"create or replace temp view said as from {SAID[kind]}")


def take_said(workspace: Workspace, kind: str, region: str | None) -> list[str]:
    """Keep what is said from phones and e-mail addresses, and say what of it matches nobody or cannot be read."""
    if kind not in ("optouts", "responses") or not workspace.rows("from said limit 1"):
        return []
    if kind == "optouts":
        workspace.run("load/said_meant")
        workspace.define("create or replace temp view said as from said_meant")
    workspace.run("load/unknown_ids", "load/said_phones")
    make_e164(workspace, "said_phones", region)
    texts = "select email from said union select phone from said union select member_id from said"
    _one_form(workspace, f"(select email from ({texts}) where is_email(email))")
    workspace.run("load/said_addresses", salt=salt_of(workspace))
    workspace.run("load/again_addresses")
    workspace.run("load/new_address_optouts", "load/new_lines", "load/address_optouts")
    if kind == "optouts":
        workspace.run("load/again_optouts", "load/new_optouts", "load/tally_optouts", "load/optouts")
    return list(_sentences(workspace.result("load/optouts_told").row(0, named=True)))


def _sentences(counts: dict[str, int | str | None]) -> list[str]:
    first = {name: f" ('{counts[f'{name}_first']}'{', …' if int(counts[name] or 0) > 1 else ''})"
             for name in ("unknown", "by_id", "unreadable")}  # fmt: skip
    sentences = {
        "unmatched": "opt-outs not matched with any member by phone or e-mail: {0:,} of "
        f"{counts['by_address']:,}, held for members loaded later",
        "unknown": "opt-outs by ids of no member known: {0:,}" + first["unknown"] + ", held for members loaded later",
        "by_id": "ids of no member that read as phones or e-mail addresses, held as those too: {0:,}" + first["by_id"],
        "unreadable": "addresses of opt-outs that cannot be read, held as they are written: {0:,}"
        + first["unreadable"],
    }
    return [words.format(int(counts[name] or 0)) for name, words in sentences.items() if counts[name]]


def odd_days(workspace: Workspace, kind: str) -> list[str]:
    """Say how many opt-outs have a day that cannot be read."""
    if kind != "optouts":
        return []
    (count,) = workspace.row("select count(*) from typed where is_odd_day")
    words = "opt-outs whose day cannot be read, kept without one, so that they always hold"
    return [f"{words}: {count:,}"] if count else []


def meet_arrivals(workspace: Workspace) -> list[str]:
    """Give to the members who have come what is known of their addresses, and say of how many."""
    if not workspace.rows("from store.address_people limit 1"):
        return []
    moved = ("load/moved_contacts", "load/moved_responses", "load/moved_returns", "load/moved_usage")
    workspace.run("load/arrivals", *moved, "load/address_arrivals")
    (count,) = workspace.row("select count(distinct from_key) from arrivals")
    words = "phones and e-mail addresses known before, whose contacts, answers and usage are those of members now"
    return [f"{words}: {count:,}"] if count else []
