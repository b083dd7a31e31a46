"""One HTML file that needs nothing else: no script, no network, no font. Equal parts give equal bytes."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from attitude.pages.axes import Chart


def page(title: str, head: str, parts: Iterable[str]) -> bytes:
    """Put a page together.

    Parameters
    ----------
    title
        The headline, as text.
    head, parts
        HTML: what stands below the headline, see `lead`, and the parts of the page, most of them each a `section`.

    Returns
    -------
    bytes
        UTF-8.
    """
    skeleton = Template(_file("page.html"))
    return skeleton.substitute(
        title=escape(title), style=_file("style.css"), lead=head, parts="\n".join(parts)
    ).encode()


def _file(name: str) -> str:
    return (files("attitude") / "pages" / name).read_text(encoding="utf-8")


def lead(scope: str, sentences: Iterable[str]) -> str:
    """Say what the page is of, if anything, and its result, for those who read nothing else."""
    paragraphs = "\n".join(f"<p>{escape(words)}</p>" for words in sentences)
    head = f'<p class="quiet">{escape(scope)}</p>\n' if scope else ""
    return f'{head}<div class="said">\n{paragraphs}\n</div>'


def section(title: str, *parts: str, about: str = "") -> str:
    """Put parts under a title, with what they show in a line or two."""
    words = [f'<p class="quiet">{escape(about)}</p>'] if about else []
    return "\n".join(["<section>", f"<h2>{escape(title)}</h2>", *words, *parts, "</section>"])


def cards(parts: Iterable[str]) -> str:
    """Lay cards side by side, as many as fit."""
    return "\n".join(['<div class="cards">', *parts, "</div>"])


def card(inside: str, title: str = "", about: str = "") -> str:
    """Frame a drawing or a table, with a title and what it shows where they are given."""
    head = f"<h3>{escape(title)}</h3>\n" if title else ""
    words = f"<p>{escape(about)}</p>\n" if about else ""
    return f'<figure class="card">{head}{words}{inside}\n</figure>'


def chart_card(chart: Chart) -> str:
    """Frame a chart."""
    return card(chart.svg, chart.title, chart.definition)


def empty(words: str) -> str:
    """Say why there is nothing to see."""
    return f'<p class="quiet">{escape(words[:1].upper() + words[1:])}.</p>'


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Lay out a table of texts, the first column to the left and the others, figures mostly, to the right."""
    return laid("plain", (cell(words, "th") for words in head), ((cell(words) for words in row) for row in rows))


def laid(look: str, head: Iterable[str], rows: Iterable[Iterable[str]], chart: str = "") -> str:
    """Lay out a table of cells, see `cell`; ``chart`` is its name where it stands for one."""
    body = "\n".join(f"<tr>{''.join(row)}</tr>" for row in rows)
    name = f' data-chart="{chart}"' if chart else ""
    return f'<table class="{look}"{name}>\n<thead><tr>{"".join(head)}</tr></thead>\n<tbody>\n{body}\n</tbody></table>'


def cell(words: str, tag: str = "td", **sides: str) -> str:
    """Give a cell of a table; ``_`` in the name of a side stands for ``-``."""
    return marked_cell(escape(words), tag, **sides)


def marked_cell(inside: str, tag: str = "td", **sides: str) -> str:
    """Give a cell whose inside is HTML."""
    attributes = "".join(f' {name.replace("_", "-")}="{escape(value)}"' for name, value in sides.items())
    return f"<{tag}{attributes}>{inside}</{tag}>"


def wide(inside: str) -> str:
    """Let what is wider than its place be moved sideways in it."""
    return f'<div class="wide">{inside}</div>'
