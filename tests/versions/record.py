"""Take the built-in world through a month and write down, as text, all that another version must not change.

    PYTHON tests/versions/record.py FOLDER [--members 20000] [--part begin|end]

PYTHON is one that has attitude installed; another may end what one began. First come the README's own commands, then
plans that walk every path on which an id is made, then the reports. ``FOLDER/record`` has what was said, the files that
were written, and the tables.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from string import Template

HERE = Path(__file__).parent
README = HERE.parents[1] / "README.md"
CAMPAIGN = "2026-12-family-portal"
PLANS = ("several", "turn", "music voice-family")  # the last two are chosen together; the monthly job has its own
SHOWN = ("lift", "money", "profit", "credit", "answers", "deciles", "quality", "days")
TABLES = {  # and their order
    "lists": "list_id",
    "list_members": "list_id, member_id",
    "list_treatments": "all",
    "list_funnel": "all",
    "list_limits": "all",
    "list_exclusions": "list_id, member_id",
    "planned_contacts": "all",
    "universal_control": "all",
    "elements": "dimension, element",
    "attitudes": "member_id, dimension, element",
    "responsiveness": "member_id",
    "attitude_history": "member_id, dimension, element, as_of",
    "member_value": "member_id",
    "member_value_history": "member_id, month",
}
WRITE = """
import json, sys
from pathlib import Path
import attitude
from attitude.formats import encoded
with attitude.open("attitude.duckdb") as workspace:
    for name, question in json.loads(sys.argv[1]).items():
        Path(f"../../record/tables/{name}.csv").write_bytes(encoded(workspace.query(question), "csv"))
"""
CLOCK = r"\d{4}-\d\d-\d\d \d\d:\d\d  |\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ|\d+\.\d s\b"
KEPT = (".csv", ".json", ".jsonl", ".html", ".txt")


@dataclass
class Month:
    """A folder in which a month goes by."""

    folder: Path
    members: int

    @property
    def month(self) -> Path:
        """Where its workspace is, as in the README."""
        return self.folder / "demo" / "month"

    @property
    def record(self) -> Path:
        """What is compared."""
        return self.folder / "record"

    def begin(self) -> None:
        """Let it begin: the README's commands, the monthly job, lists of further plans."""
        self.record.mkdir(parents=True)
        self.say("demo", [f"attitude demo demo --members {self.members}"], self.folder)
        for commands in readme_commands():
            self.say("readme", commands, self.folder / "demo")
        self.keep(self.folder / "demo")
        self.set_up()
        self.choose()

    def end(self) -> None:
        """Let it end: the same once more, when nothing is left to do; what is handed over, reports, tables."""
        self.choose()
        self.hand_over()
        self.say("values", ["attitude value --keep", "attitude value --show gone --format csv"], self.month)
        self.report()
        self.keep(self.month)
        self.write_tables()

    def set_up(self) -> None:
        """Write the further plans, with settings and a monthly job."""
        parts = {"fifth": self.members // 5, "tenth": self.members // 10, "fortieth": self.members // 40}
        for file in [*HERE.glob("*.toml"), *HERE.glob("plans/*.toml")]:
            name = "attitude.toml" if file.stem == "settings" else file.name
            (self.month / name).write_text(Template(file.read_text("utf-8")).substitute(parts), "utf-8")

    def choose(self) -> None:
        """Let the job run, which scores and makes a list; then make lists of the other plans."""
        self.say("run", ["attitude run month.toml >/dev/null"] * 2)
        for plans in PLANS:
            self.say(f"target {plans}", [f"attitude target {files(plans)} --format csv"])
        tried = "attitude target several.toml --dry-run --format csv"
        budgets = f"{self.members // 200}:{self.members // 40}:2"
        self.say("limits", [f"{tried} --show limits", f"{tried} --sweep limits.budget={budgets}"])

    def hand_over(self) -> None:
        """Write every list as CSV, and one in other forms: JSON Lines, and what stands in Parquet."""
        allowed = "--allow stale-optouts --allow exported-before --allow size"
        names = [*" ".join(PLANS).split(), "several.jsonl", "several.parquet"]
        written = [(name.split(".")[0], name if "." in name else f"{name}.csv") for name in names]
        self.say("export", [f"attitude export 2027-01-{plan} -o {file} {allowed}" for plan, file in written])
        rows = "import polars, sys; print(*polars.read_parquet('several.parquet').iter_rows(), sep='\\n')"
        done = subprocess.run([sys.executable, "-c", rows], cwd=self.month, capture_output=True, text=True, check=True)
        (self.month / "several.parquet.txt").write_text(done.stdout, "utf-8")

    def report(self) -> None:
        """Say what campaigns brought, why members are where they are."""
        self.say("measure", [f"attitude measure {CAMPAIGN} --show {part} --format csv" for part in SHOWN])
        self.say("brief", ["attitude brief 2026-12", "attitude brief 2026-12 -o brief.json", "attitude value"])
        self.say("why", [f"attitude why 2027-01-{plan}" for plan in ("several 010000007", "turn 010000012")])
        self.say("member", ["attitude member 010000007"])

    def write_tables(self) -> None:
        """Write down the tables of lists, and of the scores that they were made of, all by one process."""
        (self.record / "tables").mkdir()
        asked = {name: f"from {name} order by {order}" for name, order in TABLES.items()}
        asked["runs"] = "select step, detail, inputs from runs order by all"
        subprocess.run([sys.executable, "-c", WRITE, json.dumps(asked)], cwd=self.month, env=surroundings(), check=True)

    def say(self, name: str, commands: Iterable[str], where: Path | None = None) -> None:
        """Run commands and write down what they say; the clock and the folder's name are put at rest.

        Raises
        ------
        SystemExit
            When one of them fails.
        """
        number = len(list(self.record.glob("*.txt"))) + 1
        lines = [f"echo {shlex.quote('$ ' + command)}\n{command}" for command in commands]
        script = f'attitude() {{ {shlex.quote(sys.executable)} -m attitude "$@"; }}\nset -e; exec 2>&1\n'
        done = subprocess.run(
            ["bash", "-c", script + "\n".join(lines)],
            cwd=where or self.month, env=surroundings(), stdin=subprocess.DEVNULL, capture_output=True, text=True,
        )  # fmt: skip
        said = re.sub(CLOCK, "…", done.stdout).replace(f"{self.folder}/", "")
        if done.returncode:
            raise SystemExit(f"{said}exit code {done.returncode}")
        (self.record / f"{number:02} {name}.txt").write_text(said, "utf-8")

    def keep(self, folder: Path) -> None:
        """Copy the text files of a folder to the record."""
        for file in folder.rglob("*"):
            inner = file.relative_to(self.folder)
            if file.suffix in KEPT and not file.name.endswith(".parquet.manifest.json"):  # Parquet names its writer
                (self.record / inner).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(file, self.record / inner)


def files(plans: str) -> str:
    """Give the files of named plans."""
    return " ".join(f"{plan}.toml" for plan in plans.split())


def readme_commands() -> list[list[str]]:
    """Give the commands of each of the README's walks."""
    walks = re.findall(r"^```console\n(.*?)^```$", README.read_text("utf-8"), re.M | re.S)
    return [re.findall(r"^\$ (.*)$", walk, re.M) for walk in walks]


def surroundings() -> dict[str, str]:
    """Give the environment of commands: a day in December, one width, none of the user's own settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ATTITUDE_")}
    return {**kept, "ATTITUDE_TODAY": "2026-12-31", "COLUMNS": "160", "NO_COLOR": "1"}


def main() -> None:
    """Read the command line."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--members", type=int, default=20_000)
    asked.add_argument("--part", choices=["begin", "end"], help="this part alone; the end goes on from a beginning")
    options = asked.parse_args()
    month = Month(options.folder.absolute(), options.members)
    if options.part != "end":
        month.begin()
    if options.part != "begin":
        month.end()


if __name__ == "__main__":
    main()
