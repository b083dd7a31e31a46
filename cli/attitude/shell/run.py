"""Running a shell: at a terminal, with Ctrl-C for the question and not for the shell; else from a stream."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from attitude import say
from attitude.acts.questions import folder_of
from attitude.database import stopped
from attitude.errors import AttitudeError
from attitude.settings import QuerySettings
from attitude.shell.session import Session
from attitude.shell.statements import is_leaving, is_whole
from attitude.shell.vocabulary import vocabulary

Read = Callable[[], str]


def shell(path: Path, settings: QuerySettings) -> None:
    r"""Answer questions until ``\q`` or the end of the input.

    Parameters
    ----------
    path
        The workspace file.
    settings
        Where saved queries are, and how long a question may take.

    Raises
    ------
    AttitudeError
        When the workspace cannot be opened; off a terminal, too, from the first question that fails.
    """
    session = Session(path, settings)
    with session.opened() as workspace:
        known = vocabulary(workspace, folder_of(settings))
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        run_stream(session, sys.stdin)
        return
    from attitude.shell.prompt import prompt_reader

    say.note(rf"{path}, read-only; a question ends with ;   \? helps, \q leaves")
    run_prompt(session, prompt_reader(known))


def run_stream(session: Session, lines: Iterable[str]) -> None:
    """Do what a stream says, statement by statement; the first that fails ends it."""
    begun = ""
    for line in lines:
        if is_leaving(line) and not begun.strip():
            return
        begun += line
        if is_whole(begun):
            session.take(begun)
            begun = ""
    session.take(begun)


def run_prompt(session: Session, read: Read) -> None:
    """Do what a person says; what fails is told, and the shell goes on."""
    while True:
        try:
            with _wakeup_kept():
                text = read()
        except KeyboardInterrupt:  # the line is given up
            stopped()
            continue
        except EOFError:
            return
        if is_leaving(text):
            return
        _do(session, text)


def _do(session: Session, text: str) -> None:
    try:
        session.take(text)
    except AttitudeError as error:
        say.error(str(error))
    except KeyboardInterrupt:
        with suppress(KeyboardInterrupt):  # the signal itself may come after the database has told of it
            stopped()
            say.note("interrupted")
    except OSError as error:  # a place that cannot be written to
        say.error(f"{error.filename or 'output'}: {error.strerror}")


@contextmanager
def _wakeup_kept() -> Iterator[None]:
    """Keep who is woken by Ctrl-C while a statement runs: the event loop of a prompt leaves nobody behind it."""
    before = signal.set_wakeup_fd(-1)
    try:
        yield
    finally:
        signal.set_wakeup_fd(before, warn_on_full_buffer=False)
