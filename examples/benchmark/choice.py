"""How near to the best and how fast offers are chosen under several limits, on made-up problems of any size.

    python examples/benchmark/choice.py [--members 100000 1000000] [--kinds tight many] [--programme 100000]

Each problem (``problems.py``) is a bare table, a row per member and a column per offer; each choice is a process of its
own. Beside it the simple rule, the best in turn, on the same table; and for up to so many members as ``--programme``
says, the whole linear programme of all members at once, solved by HiGHS.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from common import say, timed
from problems import KINDS, make, problem_of

from attitude.choice import BESIDE, GreedyPass, Problem, Trial, Worths, solve, take_greedily, worth_of
from attitude.choice.ascent import as_sample
from attitude.choice.programme import first_prices
from attitude.database import Flow, Workspace, create

_GIGABYTES = 5


def main() -> None:
    """Make each problem, choose, print a table."""
    if sys.argv[1:2] == ["one"]:
        _one(sys.argv[2], sys.argv[3], int(sys.argv[4]), Path(sys.argv[5]))
        return
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--members", type=int, nargs="+", default=[100_000])
    asked.add_argument("--kinds", nargs="+", choices=KINDS, default=list(KINDS))
    asked.add_argument("--programme", type=int, default=100_000, help="the most members for the whole programme")
    asked.add_argument("--folder", type=Path, help="where scratch files go; by default a temporary folder")
    options = asked.parse_args()
    say("problem", "members", "how", "value", "bound", "gap", "seconds to choose", "all, s", "peak, GB")
    say("---", "---:", "---", "---:", "---:", "---:", "---:", "---:", "---:")
    for members in options.members:
        for kind in options.kinds:
            for how in ("prices", "turn", "programme"):
                if how != "programme" or members <= options.programme:
                    _told(kind, how, members, options.folder)


def _told(kind: str, how: str, members: int, folder: Path | None) -> None:
    with tempfile.TemporaryDirectory(prefix="choice-", dir=folder) as spare:
        answer = Path(spare) / "answer.txt"
        seconds, peak = timed([sys.executable, __file__, "one", kind, how, str(members), str(answer)])
        value, bound, took = (float(part) for part in answer.read_text(encoding="utf-8").split())
    gap = f"{(bound - value) / bound:.4%}" if bound > 0 and how == "prices" else "0" if how == "prices" else ""
    shown = "" if how == "turn" else f"{bound:,.2f}"
    worth = "" if how == "programme" else f"{value:,.2f}"
    say(kind, f"{members:,}", how, worth, shown, gap, f"{took:.1f}", f"{seconds:.1f}", f"{peak:.2f}")


def _one(kind: str, how: str, members: int, answer: Path) -> None:
    """Choose in one way, in this process, and write value, bound and seconds."""
    path = answer.with_name("scratch.duckdb")
    create(path)
    problem = problem_of(kind, members)
    with Workspace(path) as workspace, Flow(workspace) as flow:
        workspace.keep_to(_GIGABYTES)
        speck = make(flow, kind, members)
        started = time.monotonic()
        value, bound = {"prices": _prices, "turn": _turn, "programme": _programme}[how](flow, problem, speck)
        answer.write_text(f"{value!r} {bound!r} {time.monotonic() - started!r}", encoding="utf-8")


def _prices(flow: Flow, problem: Problem, speck: float) -> tuple[float, float]:
    found = solve(flow, problem, Worths(flow, speck))
    assert problem.holds(found.contacts)
    return found.value, found.bound


def _turn(flow: Flow, problem: Problem, speck: float) -> tuple[float, float]:
    """Take the best one after another; minimums aside."""
    trial = Trial(flow, BESIDE)
    take_greedily(trial, GreedyPass(problem.limits))
    return worth_of(trial, problem, speck)[0], 0.0


def _programme(flow: Flow, problem: Problem, _speck: float) -> tuple[float, float]:
    """Solve the whole of it; the bound is what its prices give."""
    sample = as_sample(problem, flow.ask("choice/sample", most=None, choosers=None), {})
    prices = first_prices(problem, sample)
    premiums = np.array(problem.premiums(prices, int(sample.cell.max(initial=0))))
    gains = sample.worth - np.array(problem.tolls(prices)) + premiums[sample.cell][:, None]
    bound = float(np.maximum(gains.max(axis=1), 0).sum())
    bound += sum(price * float(limit.most) for price, limit in zip(prices.limits, problem.limits, strict=True))
    bound -= sum(price * found.least for price, found in zip(prices.minimums, problem.minimums, strict=True))
    return 0.0, bound


if __name__ == "__main__":
    main()
