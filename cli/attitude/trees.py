"""Trees over the codes of members' attributes: what attributes say together that none of them says alone.

A tree asks for one attribute after another and ends at a logarithm; what all trees say of a member, added up, is one
more factor of the look-alike ratio. `attitude.learn` grows them where they tell enough; ``store.constants`` keeps them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from attitude.database import Workspace, quoted

# a logarithm; or, as kept, {"attribute": …, "among": [codes] or "at_most": code, "yes": tree, "no": tree}
Tree = float | dict[str, Any]

MOST = 2.0  # of the logarithm that all trees together may say, up or down
_TOLD = 3  # attributes that are named at most
_LEAST_MOVED = 0.02  # of the logarithm: less is not worth a word


def sum_of(trees: Sequence[Tree], codes: Mapping[str, int]) -> float:
    """Give what trees say of a member, as a logarithm.

    Parameters
    ----------
    trees
        As they are kept.
    codes
        The member's, by attribute; one that is not named has code 0.

    Examples
    --------
    >>> old = {"attribute": "sex", "among": [2], "yes": 1, "no": 0}
    >>> tree = {"attribute": "age", "at_most": 3, "yes": 0.5, "no": old}
    >>> sum_of([tree, 0.25], {"age": 2}), sum_of([tree], {"age": 4, "sex": 2}), sum_of([tree] * 9, {"age": 1})
    (0.75, 1.0, 2.0)
    """
    return min(max(float(sum(_leaf(tree, codes) for tree in trees)), -MOST), MOST)


def _leaf(tree: Tree, codes: Mapping[str, int]) -> float:
    while isinstance(tree, dict):
        code = codes.get(tree["attribute"], 0)
        is_yes = code in tree["among"] if "among" in tree else code <= tree["at_most"]
        tree = tree["yes" if is_yes else "no"]
    return tree


def log_ratio_of_trees(workspace: Workspace) -> str | None:
    """Give the SQL that adds up what the kept trees say of a row of ``store.profiles``, named p; None without trees."""
    trees = kept_trees(workspace)
    terms = " + ".join(_as_sql(tree) for tree in trees)
    return f"greatest(least({terms}, {MOST}::double), -{MOST}::double)" if trees else None


def _as_sql(tree: Tree) -> str:
    if not isinstance(tree, dict):
        return f"({tree!r}::double)"
    column = f"p.{quoted(tree['attribute'])}"
    codes = ", ".join(map(str, tree["among"])) if "among" in tree else ""
    test = f"{column} in ({codes})" if codes else f"{column} <= {tree['at_most']}"
    return f"case when {test} then {_as_sql(tree['yes'])} else {_as_sql(tree['no'])} end"


def keep_trees(workspace: Workspace, trees: Sequence[Tree]) -> None:
    """Keep trees in ``store.constants``, numbered."""
    for number, tree in enumerate(trees):
        row = ["tree", f"{number} {json.dumps(tree)}", number]
        workspace.rows("insert into store.constants values (?, ?, ?)", row)


def kept_trees(workspace: Workspace) -> list[Tree]:
    """List the trees that scores are made with, in order."""
    rows = workspace.rows("select subject from store.constants where constant = 'tree' order by value")
    return [json.loads(subject.split(" ", 1)[1]) for (subject,) in rows]


def moved_by(workspace: Workspace, member_key: int) -> str:
    """Name the attributes that move most what trees say of a member, beside what they say with its other values.

    Gives up to three, most first, with the member's values: ``"brand nova, age_band 30-39"``; empty without trees.
    """
    trees = kept_trees(workspace)
    profile = workspace.frame(f"from store.profiles where member_key = {int(member_key)}") if trees else None
    if profile is None or profile.is_empty():
        return ""
    codes: dict[str, int] = profile.drop("member_key", "joined_on").row(0, named=True)
    values: dict[str, dict[int, str | None]] = {}
    for name, code, value in workspace.rows("select attribute, code, value from store.profile_values order by all"):
        values.setdefault(name, {})[code] = value
    moves = {name: abs(_move(trees, codes, name, list(values[name]))) for name in codes}
    names = sorted((name for name in moves if moves[name] >= _LEAST_MOVED), key=lambda name: (-moves[name], name))
    said = ((name, values[name].get(codes[name])) for name in names[:_TOLD])
    return ", ".join(f"{name} {'not known' if value is None else value}" for name, value in said)


def _move(trees: Sequence[Tree], codes: Mapping[str, int], name: str, others: Sequence[int]) -> float:
    """Give how much higher trees' logarithm is with a member's value of an attribute than with any that is known."""
    known = [code for code in others if code] or [0]  # 0 is a missing value
    other = [sum_of(trees, {**codes, name: code}) for code in known]
    return sum_of(trees, codes) - sum(other) / len(other)
