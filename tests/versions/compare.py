"""Let the month go by under other versions of the libraries, and say what differs.

    python tests/versions/compare.py [--members 20000] [--folder DIR] [WHAT …]

WHAT is one of: `oldest`, the oldest of everything that pyproject.toml allows; `newest`, the newest; `oldest duckdb`,
`newest duckdb`, one library alone beside the others as they are here; or one as pip is told, `scipy==1.14.0`. By itself
the first four. Each has a virtual environment of its own, the month is `record.py`, and what it gives must be what it
gives with the Python that runs this: with the versions of the lock, where they are installed. A month that the oldest
began is also ended with the versions here, for an update between two steps must change nothing. Ends with 1 where
anything differs. Needs pip and a registry to install from.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import tomllib
from concurrent.futures import ThreadPoolExecutor
from itertools import zip_longest
from pathlib import Path

ROOT = Path(__file__).parents[2]
RECORD = Path(__file__).with_name("record.py")
EXTRA = "boost"
ALL = ("oldest", "newest")
AROUND = 60  # so many characters are shown on either side of where two lines part


def main() -> None:
    """Read the command line, and compare."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("what", nargs="*", default=[*ALL, "oldest duckdb", "newest duckdb"], metavar="WHAT")
    asked.add_argument("--members", type=int, default=20_000)
    asked.add_argument("--folder", type=Path, help="an empty one, where environments and months go, and stay")
    options = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="versions-") as spare:
        is_same = compare((options.folder or Path(spare)).absolute(), options.members, options.what)
    raise SystemExit(0 if is_same else 1)


def compare(folder: Path, members: int, whats: list[str]) -> bool:
    """Let the month go by here and under other versions, two at a time; say what differs, and whether nothing does."""
    here = Path(sys.executable)
    with ThreadPoolExecutor(2) as pool:
        ours = pool.submit(go_by, here, folder / "here", members)
        theirs = [pool.submit(under, what, folder / what.replace(" ", "-"), members) for what in whats]
        say(f"== here: {versions(here)}")
        is_same = True
        for each in theirs:
            python, months = each.result()
            for month in months:
                said = differences(ours.result(), month)
                say(f"== {month.parent.name}: {versions(python)}", *(said or ["the same month"]))
                is_same = is_same and not said
    return is_same


def under(what: str, place: Path, members: int) -> tuple[Path, list[Path]]:
    """Let the month go by under other versions; give their Python, and the records.

    One month more is begun by the oldest, and ended by the Python that runs this.
    """
    python = environment(place, what)
    month, ended_here = place / what, place / f"{what}, ended here"
    go_by(python, month, members, "begin")
    if what.split()[0] != "oldest":
        return python, [go_by(python, month, members, "end")]
    shutil.copytree(month, ended_here)
    return python, [go_by(python, month, members, "end"), go_by(Path(sys.executable), ended_here, members, "end")]


def go_by(python: Path, month: Path, members: int, part: str | None = None) -> Path:
    """Let the month go by, or a part of it; give its record, which is all that stays of it."""
    alone = ["--part", part] if part else []
    run(python, RECORD, month, "--members", str(members), *alone)
    if part != "begin":
        shutil.rmtree(month / "demo")
    return month / "record"


def environment(place: Path, what: str) -> Path:
    """Make a virtual environment; give its Python."""
    run(sys.executable, "-m", "venv", "--without-pip", place)
    python = place / "bin" / "python"
    asked: list[str | Path] = ["--no-deps", wanted(what)]
    if what in ALL:
        pins = place / "oldest.txt"
        pins.write_text("".join(f"{oldest(one)}\n" for one in requirements().values()), "utf-8")
        asked = [f"{ROOT}[{EXTRA}]"]
        asked += ["--constraint", pins] if what == "oldest" else []
    else:
        lend(python)
    run(sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--upgrade", *asked)
    return python


def wanted(what: str) -> str:
    """Say to pip which version of one library is meant: the oldest or the newest allowed, or what is told."""
    age, _, name = what.partition(" ")
    if age not in ALL or not name:
        return what
    return oldest(requirements()[name]) if age == "oldest" else requirements()[name]


def requirements() -> dict[str, str]:
    """Give what ``pyproject.toml`` says that attitude needs, with the extra that scores may be made with, by name."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    listed = project["dependencies"] + project["optional-dependencies"][EXTRA]
    return {one.partition(">=")[0]: one for one in listed}


def oldest(requirement: str) -> str:
    """Pin a requirement to its lower bound, which is to be a version that there is.

    Examples
    --------
    >>> oldest("duckdb>=2.0,<3")
    'duckdb==2.0'
    """
    return requirement.partition(",")[0].replace(">=", "==")


def lend(python: Path) -> None:
    """Let an environment find the packages of this one too, after its own."""
    script = "import sysconfig; print(sysconfig.get_path('purelib'))"
    theirs, ours = (run(each, "-c", script).strip() for each in (python, sys.executable))
    (Path(theirs) / "lent.pth").write_text(f"import site; site.addsitedir({ours!r})\n", "utf-8")


def versions(python: Path) -> str:
    """Name the versions that an environment has of what attitude needs."""
    script = "import sys, importlib.metadata as m; print(*(f'{n} {m.version(n)}' for n in sys.argv[1:]), sep=', ')"
    return run(python, "-c", script, *requirements()).strip()


def run(*command: str | Path) -> str:
    """Run a process that nobody watches; give what it prints.

    Raises
    ------
    SystemExit
        When it fails, with all that it said.
    """
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{' '.join(map(str, command))}\n{done.stdout}{done.stderr}exit code {done.returncode}")
    return done.stdout


def differences(wanted: Path, found: Path) -> list[str]:
    """Say which files of two records differ, in how many lines, and where first; nothing if none does.

    Raises
    ------
    SystemExit
        When there is no record, which would be like any other that is not there.
    """
    ours, theirs = ({path.relative_to(top) for path in top.rglob("*") if path.is_file()} for top in (wanted, found))
    if not ours:
        raise SystemExit(f"{wanted}: nothing was recorded")
    said = [f"{name}: only {'here' if name in ours else 'there'}" for name in sorted(ours ^ theirs)]
    pairs = [(name, wanted / name, found / name) for name in sorted(ours & theirs)]
    return said + [f"{name}: {unlike(one, two)}" for name, one, two in pairs if one.read_bytes() != two.read_bytes()]


def unlike(one: Path, two: Path) -> str:
    """Say how two files differ that are not the same: the first line of each that is not the other's."""
    with one.open(encoding="utf-8", newline="") as ours, two.open(encoding="utf-8", newline="") as theirs:
        pairs = enumerate(zip_longest(ours, theirs, fillvalue=""), start=1)
        count, first = 0, (0, "", "")
        for number, (here, there) in pairs:
            if here != there:
                count, first = count + 1, first if count else (number, here, there)
    number, here, there = first
    at = next((place for place, (a, b) in enumerate(zip(here, there, strict=False)) if a != b), 0)
    cut = slice(max(at - AROUND, 0), at + AROUND)
    return f"{count:,} lines differ, first line {number:,}\n  here   {here[cut]!r}\n  there  {there[cut]!r}"


def say(*lines: str) -> None:
    """Print lines at once, for one who watches."""
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    sys.stdout.flush()


if __name__ == "__main__":
    main()
