"""What a Tab proposes, as a shell asks for it; and help texts that open with examples."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Cli

from attitude.commands import app
from attitude.commands.examples import on_lines
from attitude.database import Workspace

Tab = Callable[[str], list[str]]


@pytest.fixture
def tab(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> Tab:
    """Ask as bash does, with the line up to the cursor."""

    def press(line: str) -> list[str]:
        words = line.split()
        monkeypatch.setenv("_ATTITUDE_COMPLETE", "complete_bash")
        monkeypatch.setenv("COMP_WORDS", line)
        monkeypatch.setenv("COMP_CWORD", str(len(words) - (not line.endswith(" "))))
        said = cli()
        monkeypatch.delenv("_ATTITUDE_COMPLETE")
        assert said.err == ""
        return said.out.split()

    return press


def test_names_out_of_the_workspace(tab: Tab, ok: Cli, scored: Path) -> None:
    ok("target", "plan.toml")
    campaign = "2026-12-family-portal"
    with Workspace(scored, read_only=True) as workspace:
        (listed,) = workspace.row("select list_id from lists")
        campaigns = [name for (name,) in workspace.rows("select campaign_id from campaigns order by starts_on desc")]
    assert tab("attitude measure ") == campaigns
    assert tab("attitude load contacts x.csv --replace 2026-11") == [campaigns[0]]
    assert tab("attitude why ") == tab("attitude export ") == tab(f"attitude diff {campaign} ") == [campaign, listed]
    assert tab(f"attitude why {campaign} 01000000")[:2] == ["010000000", "010000001"]
    assert tab("attitude member ") == [], "not everybody"
    assert tab(f"attitude measure {campaign} --by a") == ["added", "age_band", "arpu"]
    assert tab(f"attitude measure {campaign} --by c") == ["cell", "channel", "channel-score"]


def test_elements_of_a_dimension(tab: Tab, scored: Path) -> None:
    assert tab("attitude element ") == ["channel", "product", "timing", "gift"]
    assert tab("attitude element gift cou") == ["coupon"]
    assert sorted(tab("attitude element channel ")) == sorted(tab("attitude campaigns --channel "))
    assert "coupon" not in tab("attitude element channel ")


def test_saved_queries_and_what_they_ask_for(tab: Tab, scored: Path) -> None:
    assert "top_responders" in tab("attitude query top")
    assert tab("attitude query top_responders --set el") == ["element="]
    assert tab("attitude query top_responders --set element=cou") == ["element=coupon"]
    assert tab("attitude query top_responders --set nothing") == []


def test_names_without_a_workspace(tab: Tab, tmp_path: Path) -> None:
    assert "tables" in tab("attitude ")
    assert tab("attitude load ") == ["members", "campaigns", "contacts", "responses", "usage", "optouts"]
    assert tab("attitude load in") == [], "the shell goes on with files"
    assert "list_members" in tab("attitude tables list")
    assert tab("attitude why ") == []
    (tmp_path / "attitude.toml").write_text('[layout]\nown = { A = "phone" }\n')
    assert tab("attitude export x --layout o") == ["own"]


def test_nothing_from_what_cannot_be_read(tab: Tab, tmp_path: Path) -> None:
    (tmp_path / "attitude.duckdb").write_bytes(b"no")
    assert tab("attitude measure ") == []
    (tmp_path / "attitude.toml").write_text("[layout\n")
    assert tab("attitude measure ") == tab("attitude export x --layout o") == []


def test_every_help_opens_with_two_examples(ok: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    names = [command.callback.__name__ for command in app.registered_commands if command.callback]
    for name in ("", *names):
        lines = [line.strip() for line in ok(*([name] if name else []), "--help").out.splitlines()]
        at = lines.index("Examples:")
        examples = lines[at + 1 : lines.index("", at)]
        assert len(examples) >= 2, name
        assert all(example.startswith(f"attitude {name}".strip()) for example in examples), (name, examples)
        assert not any("─" in line for line in lines[:at]), "before the options"


def test_examples_of_help_texts_run_on_their_own_lines() -> None:
    assert on_lines("Ask.") == "Ask."
    assert on_lines("Ask.\n\nExamples:  a b   ·   c\n    d") == "Ask.\n\nExamples:\n  a b\n  c d"


def test_the_script_of_a_shell_can_be_shown(ok: Cli) -> None:
    said = ok("--help")
    assert re.search(r"--install-.*completion", said.out)
