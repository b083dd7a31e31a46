"""The workspace file: open, lock, transaction, and run ``queries/STEP/NAME.sql`` with variables.

The only room that imports duckdb; these are its public names.
"""

from attitude.database.acts import act
from attitude.database.asking import Head, Row
from attitude.database.backups import Backup, backups_of, last_seen, note_backup, notes_of
from attitude.database.copying import Copied, copied, copy_workspace
from attitude.database.damage import damaged
from attitude.database.disk import like
from attitude.database.ending import let_end, stop_soon, stopped
from attitude.database.flow import Flow
from attitude.database.interrupts import listening
from attitude.database.opening import MAGIC, TRACES, VERSION, create
from attitude.database.repeatable import beyond, unrepeatable
from attitude.database.sql import (
    filled,
    first_line,
    is_closed,
    literal,
    query_folder,
    query_text,
    question_text,
    quoted,
    select_problem,
)
from attitude.database.statements import says_nothing, statements
from attitude.database.upgrading import Change, changes, copied_beside, exchanged, locked_file, old_files
from attitude.database.workspace import Watch, Workspace

__all__ = [
    "MAGIC",
    "TRACES",
    "VERSION",
    "Backup",
    "Change",
    "Copied",
    "Flow",
    "Head",
    "Row",
    "Watch",
    "Workspace",
    "act",
    "backups_of",
    "beyond",
    "changes",
    "copied",
    "copied_beside",
    "copy_workspace",
    "create",
    "damaged",
    "exchanged",
    "filled",
    "first_line",
    "is_closed",
    "last_seen",
    "let_end",
    "like",
    "listening",
    "literal",
    "locked_file",
    "note_backup",
    "notes_of",
    "old_files",
    "query_folder",
    "query_text",
    "question_text",
    "quoted",
    "says_nothing",
    "select_problem",
    "statements",
    "stop_soon",
    "stopped",
    "unrepeatable",
]
