"""Taking files in: the public names of the load step."""

from attitude.load.account import LoadOptions, LoadResult, note_lines
from attitude.load.erased import salt_of
from attitude.load.former import give_up_addresses
from attitude.load.ids import codes_in, ids_in, pairs_of
from attitude.load.kinds import KINDS, Kind, check_kind, kind_of_file
from attitude.load.look import Look, Rejects, look, opened_to_look
from attitude.load.members import define_members_view
from attitude.load.sources import is_readable
from attitude.load.step import folder_files, load_file
from attitude.load.synonyms import as_options, in_shell, kind_in
from attitude.load.telling import FileKind, tell_kinds

__all__ = [
    "KINDS",
    "FileKind",
    "Kind",
    "LoadOptions",
    "LoadResult",
    "Look",
    "Rejects",
    "as_options",
    "check_kind",
    "codes_in",
    "define_members_view",
    "folder_files",
    "give_up_addresses",
    "ids_in",
    "in_shell",
    "is_readable",
    "kind_in",
    "kind_of_file",
    "load_file",
    "look",
    "note_lines",
    "opened_to_look",
    "pairs_of",
    "salt_of",
    "tell_kinds",
]
