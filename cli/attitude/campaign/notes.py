"""What people wrote of a campaign: the text that a campaigns file gave, or that of the file which it names."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePosixPath

_ENDINGS = (".txt", ".md")
_MOST_BYTES = 100_000
_LONGEST_NAME = 255


@dataclass(frozen=True)
class Written:
    """What was written of a campaign.

    Parameters
    ----------
    text
        The words themselves; empty where there are none, or none that can be read.
    file
        The name of the file that holds them, as the campaigns file has it; None where they stand in that itself.
    problem
        Why that file is not read; None where it is, or where there is none.
    """

    text: str = ""
    file: str | None = None
    problem: str | None = None


def names_file(text: str) -> bool:
    """Tell whether notes are the name of a file of text, and nothing else.

    Examples
    --------
    >>> names_file("notes/2026-11.md"), names_file("sent late, see 11.md for more"), names_file("ended.")
    (True, False, False)
    """
    is_name = len(text) <= _LONGEST_NAME and not any(sign in text for sign in '\n\r\t\0,;:*?"<>|')
    return is_name and PurePosixPath(text.replace("\\", "/")).suffix.lower() in _ENDINGS


def read_notes(text: str | None, folder: Path | None) -> Written:
    """Read notes: those of a file where they name one, out of the workspace's own folder alone.

    Parameters
    ----------
    text
        As the campaigns file gave them.
    folder
        The folder in which the workspace lies, from which names of files start; None where it lies in none.

    Returns
    -------
    Written
        Of a file that is not there, outside of the folder, or not to be read, the reason; nothing is raised.
    """
    if not text or not names_file(text):
        return Written(text or "")
    if folder is None:
        return Written(file=text, problem="is not read: the workspace lies in no folder")
    try:
        home = folder.resolve()
        path = (home / text.replace("\\", "/")).resolve()
        if not path.is_relative_to(home):
            return Written(file=text, problem="is not read: it lies outside of the workspace's folder")
        if not path.is_file() and " " in text:
            return Written(text)  # a sentence that ends with the name of a file
        if not path.is_file():
            return Written(file=text, problem=f"is missing; names start from {folder}")
        with path.open("rb") as file:
            content = file.read(_MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        return Written(file=text, problem=f"cannot be read: {getattr(error, 'strerror', None) or error}")
    words = content[:_MOST_BYTES].decode("utf-8-sig", errors="replace").replace("\r\n", "\n").strip()
    return Written(words + (" …" if len(content) > _MOST_BYTES else ""), text)
