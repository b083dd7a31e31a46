"""What a file is, and a plain copy of it where the database cannot read it as it comes.

The database reads UTF-8 text, also gzipped or zstd-compressed, and Parquet. Other encodings, spreadsheets and standard
input are first written to a temporary file that it can read.
"""

from __future__ import annotations

import codecs
import csv
import gzip
import hashlib
import io
import re
import shutil
import sys
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

from attitude.errors import BadDataError, UnreadError, UsageError
from attitude.private import private_folder

STDIN = Path("-")
FORMS = {
    **dict.fromkeys((".csv", ".tsv", ".txt", ".psv", ".dat"), "csv"),
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".parquet": "parquet",
    ".xlsx": "xlsx",
}
_MAGIC = {b"PAR1": ".parquet", b"PK\x03\x04": ".xlsx", b"\x1f\x8b": ".gz", b"\x28\xb5\x2f\xfd": ".zst"}
_BOMS = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
# ASCII, and what begins letters that are no blanks and have a single form: Latin, Cyrillic, Chinese
_PLAIN = bytes((*range(0xC0), *range(0xC3, 0xCC), 0xD0, 0xD1, *range(0xE4, 0xEA)))
# first bytes of the signs and the common letters of GB 2312, which GB18030 and GBK have in them
_COMMON = bytes((*range(0xA1, 0xAA), *range(0xB0, 0xD8)))
_BLOCK = 1 << 17  # decoded it still fits what the allocator keeps at hand
_SAMPLE = 1 << 16
_PIECE = 1 << 10  # of zstd, which may unpack to 30 MB
MOST_TIMES, ANYWAY = 200, 1 << 30  # its size a packed file may unpack to; and bytes that any may


@dataclass(frozen=True)
class Head:
    """The column names of a file, as it spells them.

    ``line`` is where they stand, ``start`` the last line that is none of the rows, ``delimiter`` what separates them;
    ``second`` is what that last line says where it says once more what the columns are; ``doubtful`` is whose the
    first row would be, where it is unlike the others as a line of names is. ``unread`` are further sheets with rows,
    ``sheet`` is the one that is read, in a workbook that may count its days ``since_1904``.
    """

    names: tuple[str, ...]
    line: int
    start: int
    delimiter: str
    second: tuple[str, ...] = ()
    doubtful: str | None = None
    unread: tuple[str, ...] = ()
    sheet: str | None = None
    since_1904: bool = False


@dataclass(frozen=True)
class Source:
    """A file that can be read.

    ``path`` is the file itself or its plain copy, ``name`` what the user calls it, ``form`` one of the values of
    `FORMS`, ``content_hash`` that of the bytes as given, ``size`` their number; ``folder`` is for temporary files.
    ``is_plain`` says that no text in it holds a blank beyond ASCII, or a letter that could be written in another form;
    where that is not known, it is false. ``encoding`` is what a text file was read as, ``is_guarded`` says that a text
    may be written as ="00123". ``head`` are its column names, once they were looked for; ``path`` then begins with the
    last line that is none of the rows; ``book`` is the workbook that it was taken out of.
    """

    name: str
    path: Path
    form: str
    content_hash: str
    size: int
    folder: Path
    notes: tuple[str, ...] = ()
    is_plain: bool = False
    encoding: str = "utf-8"
    is_guarded: bool = False
    head: Head | None = None
    book: Path | None = None

    def text(self) -> IO[str]:
        """Open a text form for reading, line ends as they are."""
        return io.TextIOWrapper(_plain_bytes(self.path), encoding="utf-8-sig", newline="")


def is_readable(path: Path) -> bool:
    """Tell whether the name ends like a format that can be read."""
    return _form(path) is not None


@contextmanager
def opened(path: Path, encoding: str | None = None) -> Iterator[Source]:
    """Make a file readable for as long as it is needed.

    Parameters
    ----------
    path
        A file, or ``-`` for standard input.
    encoding
        Of a text file; found out where it is not given.

    Raises
    ------
    UsageError
        When there is no such file, its format is not known, or there is no such encoding.
    BadDataError
        When it is empty; an `UnreadError` where it is cut off, or not in the stated encoding (with the line).
    """
    with private_folder() as folder:
        file = _spooled(folder) if path == STDIN else path
        _check(file)
        form = str(_form(file))
        name = "standard input" if path == STDIN else str(path)
        source = Source(name, _plain_name(file, folder), form, "", file.stat().st_size, folder)
        with ThreadPoolExecutor(1) as pool:
            content_hash = pool.submit(_hash, file)  # while the encoding is looked at
            readable = _in_utf8(source, encoding) if form in ("csv", "json", "jsonl") else source
        yield replace(readable, content_hash=content_hash.result())


def _form(path: Path) -> str | None:
    suffixes = [suffix.lower() for suffix in path.suffixes if suffix.lower() not in (".gz", ".zst")]
    return FORMS.get(suffixes[-1]) if suffixes else None


def _check(path: Path) -> None:
    if not path.exists():
        raise UsageError(f"{path}: no such file")
    if path.is_dir():
        raise UsageError(f"{path}: is a folder; 'attitude load {path}' takes a folder in, kinds from file names")
    if not is_readable(path):
        known = ", ".join(sorted(FORMS))
        raise UsageError(
            f"{path}: format not known from its name; the known endings are {known}, also with .gz or .zst"
        )
    if path.stat().st_size == 0:
        raise BadDataError(f"{path}: the file is empty; it needs a line of column names and at least one row")


def _spooled(folder: Path) -> Path:
    """Write standard input to a file whose ending says what its first bytes show."""
    path = folder / "input"
    with path.open("wb") as file:
        shutil.copyfileobj(sys.stdin.buffer, file, _BLOCK)
    with path.open("rb") as file:
        head = file.read(4)
    packed = next((suffix for magic, suffix in _MAGIC.items() if head.startswith(magic)), "")
    if packed in (".gz", ".zst"):
        packed_path = path.rename(folder / f"input.csv{packed}")
        with _plain_bytes(packed_path) as file:
            return packed_path.rename(folder / f"input{_text_suffix(file.read(_SAMPLE))}{packed}")
    return path.rename(folder / f"input{packed or _text_suffix(head)}")


def _plain_name(path: Path, folder: Path) -> Path:
    """Give the file a name in which the database sees no pattern (``m[1].csv``) and no partition (``year=2026/``)."""
    link = folder / f"given{''.join(path.suffixes[-2:] if path.suffix.lower() in ('.gz', '.zst') else [path.suffix])}"
    link.symlink_to(path.resolve())
    return link


def _text_suffix(head: bytes) -> str:
    return {b"[": ".json", b"{": ".jsonl"}.get(head.lstrip(codecs.BOM_UTF8 + b" \r\n\t")[:1], ".csv")


def _hash(path: Path) -> str:
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while block := file.read(32 * _BLOCK):  # few waits for the thread that decodes
                digest.update(block)
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}") from error
    return digest.hexdigest()


def _plain_bytes(path: Path) -> IO[bytes]:
    if path.suffix.lower() == ".gz":
        return io.BufferedReader(gzip.open(path), _BLOCK)
    if path.suffix.lower() == ".zst":
        import zstandard

        frames = zstandard.ZstdDecompressor().stream_reader(path.open("rb"), read_across_frames=True)
        return io.BufferedReader(frames, _BLOCK)
    return path.open("rb")


def _blocks(source: Source) -> Iterator[bytes]:
    """Give the bytes of a text file, decompressed; one that was cut off, or has no end, is told by name."""
    suffix, total = source.path.suffix.lower(), 0
    most = max(ANYWAY, MOST_TIMES * source.size) if suffix in (".gz", ".zst") else sys.maxsize
    try:
        for block in _unpacked(source.path) if suffix == ".zst" else _read(source.path):
            total += len(block)
            if total > most:
                raise UnreadError(
                    f"{source.name}: unpacks to more than {MOST_TIMES} times its size; if it is what it should be, "
                    "load it unpacked"
                )
            yield block
    except (EOFError, OSError, zlib.error) as error:
        raise UnreadError(f"{source.name}: the compressed file is broken or cut off: {error}") from error


def _read(path: Path) -> Iterator[bytes]:
    with _plain_bytes(path) as file:
        while block := file.read(_BLOCK):
            yield block


def _unpacked(path: Path) -> Iterator[bytes]:
    """Decompress zstd frame by frame; the readers of the library and the database take a frame cut off for whole."""
    import zstandard

    frame = zstandard.ZstdDecompressor().decompressobj()
    with path.open("rb") as file:
        while packed := frame.unused_data or file.read(_PIECE):
            if frame.eof:
                frame = zstandard.ZstdDecompressor().decompressobj()
            try:
                block = frame.decompress(packed)
            except zstandard.ZstdError as error:
                raise OSError(str(error)) from error
            if block:
                yield block
    if not frame.eof:
        raise EOFError("it ends within a frame")


def _in_utf8(source: Source, encoding: str | None) -> Source:
    """Give the source itself if it is UTF-8 text without NUL bytes, else a copy that is."""
    if encoding is not None:
        _check_encoding(encoding)
    file_encoding, is_plain, is_guarded = (encoding, False, False) if encoding else _encoding(source)
    is_text = source.form == "csv"  # JSON has escapes for any letter
    if encoding is None and file_encoding == "utf-8":
        return replace(source, is_plain=is_plain and is_text, is_guarded=is_guarded and is_text)
    copy = source.folder / f"utf8{''.join(s for s in source.path.suffixes if s.lower() in FORMS) or '.csv'}"
    nuls = _rewrite(source, file_encoding, copy)
    notes = () if file_encoding.startswith("utf-8") else (f"read as {file_encoding}",)
    notes = (*notes, *([f"NUL bytes taken out: {nuls:,}"] if nuls else []))
    read_as = file_encoding.partition(" ")[0]
    return replace(source, path=copy, encoding=read_as, notes=notes, is_guarded=is_text and _is_guarded(copy))


def _check_encoding(encoding: str) -> None:
    try:
        codecs.lookup(encoding)
    except LookupError as error:
        raise UsageError(f"--encoding {encoding}: not known; try utf-8, gb18030, utf-16 or latin-1") from error


def _encoding(source: Source) -> tuple[str, bool, bool]:
    """Find out the encoding: UTF-8 if all of the file is, UTF-16 by its mark or its zeros, else by a sample.

    Of UTF-8 also say whether it is plain, and whether any text may be guarded.
    """
    decoder = codecs.getincrementaldecoder("utf-8")()
    has_nul, is_plain, is_guarded, sample, end = False, True, False, b"", b""
    for block in _blocks(source):
        if not sample and (marked := _utf16(block)):
            return marked, False, False
        is_guarded, end = is_guarded or _has_guard(end, block), block[-1:]
        is_plain = is_plain and _is_plain(block if sample else block.removeprefix(codecs.BOM_UTF8))
        has_nul = has_nul or b"\0" in block
        try:
            _decode(decoder, block)
        except UnicodeDecodeError as error:
            around = block[max(error.start - _SAMPLE // 2, 0) :][:_SAMPLE]
            return "utf-8 with faults" if _is_mostly_utf8(around) else _eight_bit(around), False, False
        sample = sample or block[:_SAMPLE]
    return "utf-8 with NUL" if has_nul else "utf-8", is_plain, is_guarded


def _has_guard(end: bytes, block: bytes) -> bool:
    """Tell whether ="… is in a block, or begins at the end of that before; one byte is found much faster than two."""
    return (b"=" in block and b'="' in block) or (end == b"=" and block[:1] == b'"')


def _is_plain(block: bytes) -> bool:
    return block.isascii() or not block.translate(None, _PLAIN)


def _decode(decoder: codecs.IncrementalDecoder, block: bytes) -> None:
    """Check a block; plain ASCII, as most blocks are, needs no decoding unless a letter was cut before it."""
    if decoder.getstate()[0] or not block.isascii():
        decoder.decode(block)


def _utf16(head: bytes) -> str | None:
    if marked := next((name for mark, name in _BOMS.items() if head.startswith(mark)), None):
        return marked
    odd, even = head[1:_SAMPLE:2].count(0), head[:_SAMPLE:2].count(0)
    if max(odd, even) * 5 < min(len(head), _SAMPLE):
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _is_mostly_utf8(sample: bytes) -> bool:
    """Tell UTF-8 with some broken letters from other encodings, of which hardly a letter or a line reads as UTF-8."""
    letters = [letter for letter in sample.decode("utf-8", errors="replace") if letter > "\x7f"]
    return 3 * letters.count("\ufffd") < len(letters) or any(_is_eastern_utf8(line) for line in sample.splitlines())


def _is_eastern_utf8(line: bytes) -> bool:
    try:
        return max(line.decode("utf-8"), default="") >= "\u0800"
    except UnicodeDecodeError:
        return False


def _eight_bit(sample: bytes) -> str:
    """Tell Chinese from Western text: of Chinese letters almost all are common ones, in pairs of high bytes.

    A Western letter with an accent mostly stands beside plain ones, with which it makes a rare sign or none.
    """
    pairs = re.findall(rb"[\x81-\xfe][\x30-\xfe]|[\x80-\xff]", sample)
    common = sum(len(pair) == 2 and pair[0] in _COMMON and pair[1] > 0xA0 for pair in pairs)
    if 3 * common >= 2 * len(pairs):
        return "gb18030"
    return "latin-1" if re.search(rb"[\x81\x8d\x8f\x90\x9d]", sample) else "cp1252"


def _rewrite(source: Source, encoding: str, copy: Path) -> int:
    """Write a UTF-8 copy without NUL bytes and say how many there were.

    Raises
    ------
    UnreadError
        When the file is not in the encoding, with the first line that shows it.
    """
    encoding = encoding.partition(" ")[0]
    decoder = codecs.getincrementaldecoder(encoding)()
    lines, nuls = 1, 0
    with copy.open("w", encoding="utf-8", newline="") as file:
        try:
            for block in _blocks(source):
                text = decoder.decode(block)
                lines, nuls = lines + text.count("\n"), nuls + text.count("\0")
                file.write(text.replace("\0", ""))
            decoder.decode(b"", final=True)
        except UnicodeDecodeError as error:
            before = error.object[: error.start].decode(encoding, errors="ignore")
            line = lines + before.count("\n")
            raise UnreadError(f"{source.name}: line {line} is not {encoding}; say another --encoding") from error
    return nuls


def _is_guarded(copy: Path) -> bool:
    """Tell whether a text in a file may be written as ="00123"."""
    with copy.open("rb") as file:
        end = b""
        while block := file.read(_BLOCK):
            if _has_guard(end, block):
                return True
            end = block[-1:]
    return False


def copied_from(source: Source, line: int) -> Source:
    """Give a plain copy of a text file that begins with one of its lines."""
    copy = source.folder / "rows.csv"
    with source.text() as file, copy.open("w", encoding="utf-8", newline="") as rows:
        for _ in range(line - 1):
            file.readline()
        shutil.copyfileobj(file, rows, _BLOCK)
    return replace(source, path=copy)


def records(source: Source, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Give each record of a delimited file, blank ones too, with the line it begins on; that of names first."""
    csv.field_size_limit(sys.maxsize)
    with source.text() as file:
        # as the database does, which takes a quote after blanks for a quote
        reader = csv.reader(file, delimiter=delimiter, skipinitialspace=True)
        above = source.head.start - 1 if source.head else 0
        begins = 1
        for record in reader:
            yield above + begins, record
            begins = reader.line_num + 1
