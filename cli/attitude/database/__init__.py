"""The workspace file: open, lock, transaction, and run ``queries/STEP/NAME.sql`` with variables.

The only room that imports duckdb; this is its door.
"""

from attitude.database.asking import Head, Row
from attitude.database.backups import Backup, backups_of, last_seen, note_backup, notes_of
from attitude.database.copying import Copied, copied, copy_workspace
from attitude.database.damage import damaged
from attitude.database.interrupts import listening
from attitude.database.opening import MAGIC, TRACES, create
from attitude.database.sql import (
    first_line,
    is_closed,
    literal,
    query_folder,
    query_text,
    quoted,
    select_problem,
)
from attitude.database.workspace import Watch, Workspace, interrupt_all

__all__ = [
    "MAGIC",
    "TRACES",
    "Backup",
    "Copied",
    "Head",
    "Row",
    "Watch",
    "Workspace",
    "backups_of",
    "copied",
    "copy_workspace",
    "create",
    "damaged",
    "first_line",
    "interrupt_all",
    "is_closed",
    "last_seen",
    "listening",
    "literal",
    "note_backup",
    "notes_of",
    "query_folder",
    "query_text",
    "quoted",
    "select_problem",
]
