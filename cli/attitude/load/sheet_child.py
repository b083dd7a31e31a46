"""Reads a workbook in a process of its own, which may take so much and no more; see `attitude.load.bounded`.

A sheet of two cells can ask for more memory than there is, and who asks for it is gone. It is run as a script: what to
do comes by stdin, the answer goes to stdout, both JSON; so nothing of the package is imported here.
"""

from __future__ import annotations

import json
import re
import signal
import sys
import zipfile
from contextlib import suppress
from pathlib import Path
from typing import Any


def main() -> None:
    """Do what stdin says within its bounds, and answer: a fault in the workbook is an answer too."""
    order = json.load(sys.stdin)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one that waits hears of it, and ends this one
    _bound(**order["bounds"])
    sys.path[:] = order["path"]
    try:
        answer = (_sheet if order["act"] == "sheet" else _numbers)(**order["what"])
    except MemoryError:
        raise
    except BaseException as error:  # not Exception alone: a panic of the libraries is none
        answer = {"fault": str(error) or type(error).__name__}
    json.dump(answer, sys.stdout)


def _bound(memory: int, seconds: int, file: int) -> None:
    """Take no more than so many bytes of memory, seconds, and bytes of a file; where the system knows no such thing."""
    with suppress(OSError):  # where memory is short nevertheless, the system is to end this one, and not what waits
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")
    with suppress(ImportError):
        import resource

        bounds = {"RLIMIT_AS": memory, "RLIMIT_CPU": seconds, "RLIMIT_FSIZE": file, "RLIMIT_CORE": 0}
        for name, most in bounds.items():
            with suppress(ValueError, OSError):
                _, hard = resource.getrlimit(getattr(resource, name))
                least = most if hard == resource.RLIM_INFINITY else min(most, hard)
                resource.setrlimit(getattr(resource, name), (least, hard))
        signal.alarm(seconds)  # though the one that waits be gone


def _sheet(book: str, name: str | None, copy: str, unpacked: int) -> dict[str, Any]:
    """Write a sheet with every cell as text: the one that is named, else the first with rows that is not hidden."""
    import fastexcel

    if (total := _unpacked(book)) > unpacked:
        return {"unpacked": total}
    read = fastexcel.read_excel(book)
    names = read.sheet_names
    if name is not None and name not in names:
        return {"names": names}
    sheets = [read.load_sheet(one, header_row=None, n_rows=1, dtypes="string") for one in names]
    visible = [sheet.name for sheet in sheets if sheet.visible == "visible" and sheet.total_height]
    title = name or next(iter(visible), names[0])
    # a sheet as it is, from its first row: to look for names is not the library's
    frame = read.load_sheet(title, header_row=None, skip_rows=0, dtypes="string").to_polars()
    if frame.height:
        frame.write_parquet(copy, compression="lz4")
    return {"title": title, "rows": frame.height, "visible": visible, "since_1904": _since_1904(book)}


def _numbers(book: str, name: str, start: int) -> dict[str, Any]:
    """Tell of each column whether every cell below a row is a number."""
    import fastexcel

    sheet = fastexcel.read_excel(book).load_sheet(name, header_row=None, skip_rows=start, schema_sample_rows=None)
    return {"are_numbers": [kind.is_numeric() for kind in sheet.to_polars().dtypes]}


def _unpacked(book: str) -> int:
    """Sum up what the parts of a workbook say they unpack to; 0 where it is none."""
    with suppress(zipfile.BadZipFile, OSError), zipfile.ZipFile(book) as parts:
        return sum(part.file_size for part in parts.infolist())
    return 0


def _since_1904(book: str) -> bool:
    """Tell whether a workbook counts its days from 1904, as those of old Macs do."""
    with suppress(zipfile.BadZipFile, KeyError), zipfile.ZipFile(book) as parts:
        return re.search(rb"date1904=[\"'](?:1|true|on)[\"']", parts.read("xl/workbook.xml")) is not None
    return False


if __name__ == "__main__":
    main()
