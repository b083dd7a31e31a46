"""A published case on the built-in world: a list by attitude beside one of the same size by experience.

    python examples/case.py concert_tickets
    python examples/case.py family_products --seed 2 --folder out

A case is a folder with two plans of one offer, ``by_attitude.toml`` and ``by_experience.toml``. Both lists are made on
the same day from the same workspace; each is sent to the world as if it were the only one, and measured by its own
holdout.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
from math import exp, sqrt
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl

from attitude import say
from attitude.database import Workspace
from attitude.measure import measure
from attitude.plan import read_plan
from attitude.settings import DATABASE_NAME
from attitude.world import World

EXAMPLES = Path(__file__).parent
LISTS = ("by_attitude", "by_experience")
MEMBERS = 20_000


def run(folder: Path, *command: str) -> None:
    """Run the command line in a folder, as a user would, and show what it is told and what it says."""
    say.note(f"$ attitude {' '.join(command)}")
    here = {name: value for name, value in os.environ.items() if name != "ATTITUDE_DB"}
    done = subprocess.run([sys.executable, "-m", "attitude", *command], cwd=folder, env=here, check=False)
    if done.returncode:
        sys.exit(done.returncode)


def prepare(folder: Path, members: int, seed: int) -> World:
    """Make a world's files in a folder, and a workspace with its scores."""
    say.headline(f"1. A world of {members:,} members, loaded and scored")
    (folder / "files").mkdir(parents=True)
    world = World(members, seed)
    world.write(folder / "files")
    run(folder, "init")
    run(folder, "load", "files")
    run(folder, "score")
    return world


def compare(world: World, folder: Path, case: Path) -> pl.DataFrame:
    """Make both lists of a case, let the world answer them, and give how they did, one row each."""
    say.headline("2. One list by attitude, one of its size by experience")
    campaigns = make_lists(folder, case, world.members)
    say.headline("3. Both are sent, the world answers, the answers are measured")
    for name, campaign in campaigns.items():
        run(folder, "export", campaign, "--output", f"{name}.csv")
        (folder / name).mkdir()
        world.answer(folder / f"{name}.csv", folder / name)
        run(folder, "load", name)
        run(folder, "measure", campaign)
    with Workspace(folder / DATABASE_NAME, read_only=True) as workspace:
        found = [measure(workspace, campaign).table.row(0, named=True) for campaign in campaigns.values()]
    columns = ("treated", "responses", "rate", "control", "control_rate", "difference")
    return pl.DataFrame([{"list": n, **{c: row[c] for c in columns}} for n, row in zip(LISTS, found, strict=True)])


def make_lists(folder: Path, case: Path, members: int) -> dict[str, str]:
    """Make the lists of both plans before either is handed over, so that neither fills the other's contact policy."""
    campaigns = {}
    size = None
    for name in LISTS:
        text = (case / f"{name}.toml").read_text(encoding="utf-8")
        plan = folder / f"{name}.toml"
        plan.write_text(sized(text, size) if size else scaled(text, members), encoding="utf-8")
        run(folder, "target", plan.name)
        campaigns[name] = read_plan(plan).campaign.id
        with Workspace(folder / DATABASE_NAME, read_only=True) as workspace:
            asked = "select count_treated from lists where campaign_id = ?"
            size = int(workspace.row(asked, [campaigns[name]])[0])
        if size == 0:
            sys.exit(f"the list {name} is empty in a world of {members:,} members; make a larger one")
    return campaigns


def sized(text: str, size: int) -> str:
    """Give a plan with another limit of size."""
    return re.sub(r"^size = [\d_]+", f"size = {size}", text, flags=re.M)


def scaled(text: str, members: int) -> str:
    """Give a plan whose limit of size, made for the default world, is in proportion to another."""
    found = re.search(r"^size = ([\d_]+)", text, re.M)
    return sized(text, max(int(found[1]) * members // MEMBERS, 1)) if found else text


def factor(table: pl.DataFrame) -> tuple[float, float, float]:
    """Say how many times as often the first list answered as the second, with the 95 % interval.

    Of a ratio of two rates, by the normal approximation of its logarithm (Katz and others, Biometrics 34, 1978).
    """
    first, second = table.rows(named=True)
    ratio = first["rate"] / second["rate"]
    spread = sqrt(sum((1 - row["rate"]) / row["responses"] for row in (first, second)))
    return ratio, ratio * exp(-1.96 * spread), ratio * exp(1.96 * spread)


def tell(table: pl.DataFrame) -> None:
    """Give the result: how both lists did, and the factor between them."""
    first, second = table.rows(named=True)
    say.headline("What came of it")
    say.data(pl.DataFrame([shown(row, second) for row in (first, second)]), None, None)
    if not first["responses"] or not second["responses"]:
        sys.exit("a list without an answer cannot be compared; make a larger world")
    times, low, high = factor(table)
    say.note(
        f"the list by attitude answers {times:.1f} times as often as that by experience "
        f"(95 % interval {low:.1f} to {high:.1f})"
    )


def shown(row: dict[str, Any], beside: dict[str, Any]) -> dict[str, object]:
    """Give a list's row for a person; times are of its lift, against that of the list beside it."""
    lift, other = row["difference"], beside["difference"]
    return {
        "list": row["list"].replace("_", " "),
        "sent": row["treated"],
        "answers": row["responses"],
        "rate %": f"{100 * row['rate']:.1f}",
        "held": row["control"],
        "base %": "" if row["control_rate"] is None else f"{100 * row['control_rate']:.1f}",
        "lift %": "" if lift is None else f"{100 * lift:.1f}",
        "times the lift": "" if lift is None or other is None or other <= 0 else f"{lift / other:.1f}",
    }


def play(folder: Path, case: Path, members: int, seed: int) -> None:
    """Play a case from the world's making to its result."""
    world = prepare(folder, members, seed)
    tell(compare(world, folder, case))
    world.close()


def main() -> None:
    """Read the command line and play a case."""
    cases = sorted(path.parent.name for path in EXAMPLES.glob("*/by_experience.toml"))
    parser = argparse.ArgumentParser(description="Play a published case on the built-in world.")
    parser.add_argument("case", choices=cases)
    parser.add_argument("--members", type=int, default=MEMBERS, help=f"of the world (default: {MEMBERS})")
    parser.add_argument("--seed", type=int, default=1, help="of the world (default: 1)")
    parser.add_argument("--folder", type=Path, help="a new one, to look at afterwards (default: one that is removed)")
    asked = parser.parse_args()
    if asked.folder is not None and asked.folder.exists():
        parser.error(f"{asked.folder} is there already; give another folder, or remove it")
    with TemporaryDirectory() as scratch:
        play(asked.folder or Path(scratch), EXAMPLES / asked.case, asked.members, asked.seed)


if __name__ == "__main__":
    main()
