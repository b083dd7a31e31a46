"""E-mail addresses in the one form in which they are compared: a domain in other letters, as mail servers spell it."""

from __future__ import annotations

from attitude.database import Workspace

_KEPT = frozenset("ßς\u200c\u200d")  # letters that the codec changes or drops, and that mail servers keep


def in_ascii(email: str) -> str:
    """Give an address with its domain in ASCII letters; where that cannot be, as it is.

    Examples
    --------
    >>> in_ascii("Max@München.de"), in_ascii("max@straße.de"), in_ascii("müller@x.de")
    ('Max@xn--mnchen-3ya.de', 'max@xn--strae-oqa.de', 'müller@x.de')
    """
    name, _, domain = email.rpartition("@")
    if domain.isascii():
        return email
    try:
        return f"{name}@{'.'.join(_label(label) for label in domain.replace('。', '.').split('.'))}"
    except UnicodeError:
        return email


def _label(label: str) -> str:
    if label.isascii():
        return label
    if _KEPT & set(label):
        return f"xn--{label.lower().encode('punycode').decode('ascii')}"
    return label.encode("idna").decode("ascii")


def make_ascii(workspace: Workspace, *tables: str) -> bool:
    """Make the temporary table ``ascii_emails``: each address in tables whose domain is not ASCII, and as it is in it.

    Gives whether there is any. Most addresses pass by a comparison of lengths.
    """
    workspace.define("create or replace temp table ascii_emails (email varchar, ascii varchar)")
    every = " union ".join(f"select email from {table} where strlen(email) > length(email)" for table in tables)
    pairs = [(email, plain) for (email,) in workspace.rows(every) if (plain := in_ascii(email)) != email]
    if pairs:
        texts = [[email for email, _ in pairs], [plain for _, plain in pairs]]
        workspace.rows("insert into ascii_emails select unnest(?::varchar[]), unnest(?::varchar[])", list(texts))
    return bool(pairs)
