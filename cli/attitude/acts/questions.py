"""What the command of quick questions does and says."""

from __future__ import annotations

from pathlib import Path

from attitude import say
from attitude.database import Workspace
from attitude.errors import UsageError
from attitude.outputs import format_of
from attitude.query import Saved, ask, catalogue, find_question, given_by, write
from attitude.settings import QuerySettings


def find(argument: str, settings: QuerySettings) -> Saved:
    """Find the question that an argument means."""
    return find_question(argument, folder_of(settings))


def query(
    workspace: Workspace,
    question: Saved,
    pairs: list[str],
    form: str | None,
    output: Path | None,
    *,
    rows: int,
    seconds: float,
) -> None:
    """Answer a question: its first rows on the screen, all of them in a file or another format."""
    form = form or (output and format_of(output)) or "table"
    values = given_by(pairs)
    if form != "table":
        count = write(workspace, question, values, form, output, seconds=seconds, tell=say.cells_made_safe)
        if output is not None:
            say.written(count, output)
    elif output is not None:
        say.write_table(ask(workspace, question, values, seconds=seconds), output)
    else:
        limit = rows or None
        say.table(ask(workspace, question, values, rows=limit and limit + 1, seconds=seconds), limit)


def list_queries(settings: QuerySettings, form: str | None, output: Path | None) -> None:
    """Show every saved query: its name, what it answers, what it asks for, whose it is."""
    queries = catalogue(folder_of(settings))
    say.data(queries.table(), form, output, wrapped=("what", "asks"))
    for words in queries.problems:
        say.warn(words)


def explain(question: Saved) -> None:
    """Say what a saved query answers, the grain of its result, and what it asks for."""
    if not question.name:
        raise UsageError("--help goes with the name of a saved query, or alone")
    header = question.header
    say.text(f"{question.name}: {header.what}" if header.what else question.name, is_title=True)
    for word, text in (("gives", header.gives), ("reads", header.reads), ("file", str(question.path))):
        if text:
            say.text(f"{word}  {text}")
    for parameter in header.parameters:
        say.text(f"--set {parameter.name}=…  {parameter.kind}, {parameter.default_words}: {parameter.meaning}")


def folder_of(settings: QuerySettings) -> Path | None:
    """Give the user's own folder of saved queries, if there is one."""
    return Path(settings.folder) if settings.folder else None
