"""Taking files in: the door to the load step."""

from attitude.load.account import LoadOptions, LoadResult
from attitude.load.erased import salt_of
from attitude.load.ids import ids_in, pairs_of
from attitude.load.kinds import KINDS, kind_of_file
from attitude.load.members import define_members_view
from attitude.load.sources import is_readable
from attitude.load.step import folder_files, load_file

__all__ = [
    "KINDS",
    "LoadOptions",
    "LoadResult",
    "define_members_view",
    "folder_files",
    "ids_in",
    "is_readable",
    "kind_of_file",
    "load_file",
    "pairs_of",
    "salt_of",
]
