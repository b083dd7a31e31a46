"""What a shell does with what is typed: questions and backslash commands, and how their answers are shown."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from attitude import say
from attitude.acts import questions
from attitude.database import Workspace, says_nothing, statements
from attitude.errors import UsageError, nearest
from attitude.formats import check_output
from attitude.query import Saved, ask, given_by, saved, typed
from attitude.settings import QuerySettings
from attitude.shell.vocabulary import COMMANDS, FORMS
from attitude.tables import table, tables

_ROWS = 100
_MORE = r"\o FILE.csv before the question gives them all"
_COLUMNS = r"\x shows all columns, one below the other"


class Session:
    """How answers are shown, until it is changed.

    The workspace is open only while a question is answered: who leaves a shell open keeps no job out.

    Parameters
    ----------
    path
        The workspace file.
    settings
        Where saved queries are, and how long a question may take.
    """

    def __init__(self, path: Path, settings: QuerySettings) -> None:
        self.path, self.settings = path, settings
        self.form = "table"
        self.is_expanded = False
        self.output: Path | None = None

    def take(self, text: str) -> None:
        r"""Do what was typed: a backslash command, or one statement after the other.

        Raises
        ------
        AttitudeError
            When one of them fails; those after it are not done.
        """
        if text.strip().startswith("\\"):
            name, _, rest = text.strip().rstrip(";").partition(" ")
            self._command(name)(rest.strip())
            return
        whole, rest = statements(text)
        for statement in (*whole, rest):
            if not says_nothing(statement):
                self._ask(self._question(statement), [])

    def opened(self) -> Workspace:
        """Open the workspace, read-only, for as long as it is needed."""
        return Workspace(self.path, read_only=True, watch=say.progress)

    def _question(self, statement: str) -> Saved:
        is_name = re.fullmatch(r"[\w-]*\w", statement.strip())
        return saved(statement.strip(), questions.folder_of(self.settings)) if is_name else typed(statement)

    def _ask(self, question: Saved, pairs: list[str]) -> None:
        _check_given(question, given_by(pairs))
        seconds = self.settings.timeout_seconds
        with self.opened() as workspace:
            if self.output or self.form != "table":
                form = None if self.output else self.form
                questions.query(workspace, question, pairs, form, self.output, rows=0, seconds=seconds)
                self.output = None
                return
            head = ask(workspace, question, given_by(pairs), rows=_ROWS + 1, seconds=seconds)
        if self.is_expanded:
            say.records(head, _ROWS, _MORE)
        else:
            say.table(head, _ROWS, _MORE, _COLUMNS)

    def _command(self, name: str) -> Callable[[str], None]:
        known = {
            r"\d": self._describe,
            r"\run": self._run,
            r"\x": self._expand,
            r"\format": self._format,
            r"\o": self._send,
            r"\?": self._help,
        }
        if name not in known:
            raise UsageError(f"no command '{name}'{nearest(name, known)}; \\? lists them")
        return known[name]

    def _describe(self, name: str) -> None:
        with self.opened() as workspace:
            frame = table(workspace, name) if name else tables(workspace)
        say.data(frame, None, None, wrapped=("grain", "meaning", "example"))

    def _run(self, rest: str) -> None:
        name, *pairs = rest.split() or [""]
        if name:
            self._ask(saved(name, questions.folder_of(self.settings)), pairs)
        else:
            questions.list_queries(self.settings, None, None)

    def _expand(self, _: str) -> None:
        self.is_expanded = not self.is_expanded
        say.note("each row as lines" if self.is_expanded else "rows as a table")

    def _format(self, form: str) -> None:
        if form not in FORMS:
            raise UsageError(f"\\format {form}: take one of {', '.join(FORMS)}{nearest(form, FORMS)}")
        self.form = form

    def _send(self, name: str) -> None:
        if not name:
            self.output = None
            return
        output = Path(name).expanduser()
        check_output(output)
        self.output = output
        say.note(f"the next result goes to {self.output}")

    def _help(self, _: str) -> None:
        say.text("a question in SQL ends with ;   the name of a saved query is one, too")
        for name, meaning in COMMANDS.items():
            say.text(f"  {name:<9} {meaning}")


def _check_given(question: Saved, values: Mapping[str, object]) -> None:
    missing = [one for one in question.header.parameters if one.default is None and one.name not in values]
    if missing and question.name:
        options = " ".join(f"{parameter.name}=…" for parameter in missing)
        texts = ", ".join(f"{parameter.name} ({parameter.kind}): {parameter.meaning}" for parameter in missing)
        raise UsageError(f"{question.name} asks for {texts}; write \\run {question.name} {options}")
