"""Taking files in: the door to the load step."""

from attitude.load.account import LoadOptions, LoadResult
from attitude.load.kinds import KINDS, kind_of_file
from attitude.load.sources import is_readable
from attitude.load.step import folder_files, load_file

__all__ = ["KINDS", "LoadOptions", "LoadResult", "folder_files", "is_readable", "kind_of_file", "load_file"]
