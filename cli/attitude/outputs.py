"""What the name of an output file says of its format; it must not promise another than it gets."""

from __future__ import annotations

from pathlib import Path

from attitude.errors import UsageError

TEXT_FORMATS = ("csv", "json", "jsonl")
FILE_FORMATS = (*TEXT_FORMATS, "parquet", "xlsx")


def format_of(path: Path) -> str | None:
    """Tell a format from a file's name, None when it says nothing.

    Examples
    --------
    >>> format_of(Path("list.XLSX")), format_of(Path("list.ndjson")), format_of(Path("list"))
    ('xlsx', 'jsonl', None)
    """
    suffix = path.suffix.lower().removeprefix(".")
    suffix = {"ndjson": "jsonl"}.get(suffix, suffix)
    return suffix if suffix in FILE_FORMATS else None


# endings that promise what no command writes; any other (.txt, .md, none) may hold a table as a person reads it
_NEVER = (
    *("pdf", "doc", "docx", "ppt", "pptx", "odt", "xls", "xlsm", "xlsb", "ods", "png", "svg", "jpg", "tsv", "tab"),
    *("gz", "zip", "zst", "sqlite", "db", "xml", "yaml", "yml", "toml", "py", "sql", "feather", "avro", "orc"),
)


def check_name(output: Path, form: str | None, pages: bool) -> None:
    """Refuse a file name that says another format than the file would have.

    Parameters
    ----------
    output
        The file.
    form
        What ``--format`` says, if anything.
    pages
        Whether a page for a browser can be asked for.

    Raises
    ------
    UsageError
        When the name and the format disagree, or the name's format is none that can be written.
    """
    suffix, file_form = output.suffix.lower().removeprefix("."), "html" if is_page(output) else format_of(output)
    known = [f".{one}" for one in (*FILE_FORMATS, *(["html"] if pages else []))]
    if suffix in _NEVER or (file_form == "html" and not pages):
        raise UsageError(f"{output}: no '.{suffix}' file can be written here; name it {', '.join(known)}")
    if form is not None and file_form not in (None, form):
        hint = f"name it .{form} or " if form != "table" else ""
        raise UsageError(f"{output}: its name says {file_form}, --format says {form}; {hint}leave --format out")


def is_page(path: Path) -> bool:
    """Tell whether a file's name is that of a page for a browser."""
    return path.suffix.lower() in (".html", ".htm")
