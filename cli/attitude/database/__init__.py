"""The workspace file: open, lock, transaction, and run ``queries/STEP/NAME.sql`` with variables.

The only room that imports duckdb; this is its door.
"""

from attitude.database.opening import MAGIC, create
from attitude.database.sql import (
    first_line,
    is_closed,
    is_question,
    literal,
    query_folder,
    query_text,
    quoted,
    select_problem,
)
from attitude.database.workspace import Row, Watch, Workspace, interrupt_all

__all__ = [
    "MAGIC",
    "Row",
    "Watch",
    "Workspace",
    "create",
    "first_line",
    "interrupt_all",
    "is_closed",
    "is_question",
    "literal",
    "query_folder",
    "query_text",
    "quoted",
    "select_problem",
]
