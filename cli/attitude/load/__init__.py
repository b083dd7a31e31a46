"""Taking files in: the door to the load step."""

from attitude.load.kinds import KINDS, kind_of_file
from attitude.load.step import LoadResult, load_file, folder_files

__all__ = ["KINDS", "LoadResult", "kind_of_file", "load_file", "folder_files"]
