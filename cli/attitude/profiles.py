"""What members are like, as small codes: one column for each attribute that look-alikes use, one code for each value.

A member's look-alike ratio is then a lookup for each attribute, cheap enough to be made anew whenever it is asked for.
Attributes have no history: they are those of the latest members file, also when an earlier day is scored.
"""

from __future__ import annotations

from collections.abc import Mapping

from attitude.database import Workspace, filled, literal, quoted
from attitude.trees import log_ratio_of_trees

_Parts = dict[str, tuple[int, str | None]]
_OWN = ("member_key", "phone", "email", "household_id", "timezone", "joined_on")


def make_profiles(workspace: Workspace, attributes: list[str] | None) -> None:
    """Code the members' attributes anew, in ``store.profiles`` and ``store.profile_values``.

    Parameters
    ----------
    attributes
        Those that the settings name; by default all that few enough members share to learn from.
    """
    _count_values(workspace)
    used = workspace.result("score/attributes_used", attributes=attributes).rows()
    workspace.rows("delete from store.profile_values")
    columns = [_coded(workspace, *row) for row in used]
    fields = "".join(f", {code} as {quoted(name)}" for (name, *_), code in zip(used, columns, strict=True))
    workspace.define(
        f"create or replace table store.profiles as select member_key, joined_on{fields} from store.members",
        label="score · profiles",
    )


def known_attributes(workspace: Workspace) -> list[str]:
    """List all attributes that a members file ever had, with values or without."""
    return [name for name in workspace.describe("from store.members") if name not in _OWN]


def attributes_in_use(workspace: Workspace) -> list[str]:
    """List the attributes that have a column of codes, by name."""
    return [name for name in workspace.describe("from store.profiles") if name not in ("member_key", "joined_on")]


def add_value_sums(workspace: Workspace) -> None:
    """Add ``member_change`` to the sums of all who share a value of an attribute, in ``store.value_sums``.

    Sums of members are brought to coarser steps first, so that sums of millions of them are exact in any order.
    """
    names = attributes_in_use(workspace)
    codes = "".join(f", p.{quoted(name)} as c{at}" for at, name in enumerate(names))
    workspace.define(
        "create or replace temp table coded_change as select in_large_steps(m.answered) as answered, "
        f"in_large_steps(m.expected) as expected{codes} "
        "from member_change as m inner join store.profiles as p using (member_key)",
        label="score · value sums",
    )
    for at, name in enumerate(names):
        workspace.define(
            f"insert into store.value_sums select {literal(name)}, c{at}, sum(answered), sum(expected) "
            f"from coded_change group by c{at}"
        )
    workspace.run("score/value_totals")
    workspace.run("score/value_sums")


def define_scores(workspace: Workspace) -> None:
    """Show the scores: the look-alike ratios of every attribute in use, and of those trusted with elements too.

    Reads ``store.constants``: the weights, and whose hours of answering stand by a member's (``hour_attribute``).
    """
    names = attributes_in_use(workspace)
    segment = next(iter(_subjects(workspace, "hour_attribute")), None)
    code = f"p.{quoted(segment)}" if segment in names else None
    parts = {**_ratios(workspace), **_leanings(workspace, times=3), "0::utinyint /* segment */": (1, code)}
    parts["0 /* log_together */"] = (1, log_ratio_of_trees(workspace))
    workspace.define(filled("schema/score_views", parts))


def find_leanings(workspace: Workspace) -> None:
    """Fill the temp table ``leanings`` for ``candidates`` and ``offer_elements``: as the view tells it, only faster."""
    workspace.define(filled("score/leanings", _leanings(workspace)), label="score · leanings")


def find_scores_before(workspace: Workspace) -> None:
    """Fill the temp table ``scores_before`` for ``asked_scores``: what members' scores were before a campaign."""
    parts = {**_ratios(workspace), **_leanings(workspace)}
    workspace.define(filled("measure/scores_before", parts), label="measure · scores_before")


def keep_habits(workspace: Workspace, variables: Mapping[str, object]) -> None:
    """Keep the habits that are trusted: the code of each member now, and what those of one code did.

    Reads ``store.constants`` and what the sample tells of habits; writes ``store.habits`` and ``store.habit_values``.
    """
    workspace.run("score/habit_worths", **variables)
    names = [name for (name,) in workspace.rows("select habit from habit_kinds order by habit")]
    if names:
        workspace.run("score/habit_everyone", **variables)
        workspace.define("create or replace temp view habit_members as from habit_everyone")
        for step in ("habit_amounts", "habit_codes"):
            workspace.run(f"score/{step}", **variables)
    codes = "".join(
        f", coalesce(max(code) filter (where habit = {literal(name)}), 0)::utinyint as {quoted(name)}" for name in names
    )
    source = "habit_codes" if names else "store.profiles where false"
    workspace.define(
        f"create or replace table store.habits as select member_key{codes} from {source} group by member_key",
        label="score · habits",
    )


def habits_in_use(workspace: Workspace) -> list[str]:
    """List the habits that have a column of codes, by name."""
    return sorted(_subjects(workspace, "habit_weight"))


def _ratios(workspace: Workspace) -> _Parts:
    """Give what a query is filled with: how often those who share an attribute or a habit answer, for all in use."""
    names, habits = attributes_in_use(workspace), habits_in_use(workspace)
    joins = _joins(names, "store.value_ratios")
    if habits:
        joins += "\nleft join store.habits as h on p.member_key = h.member_key and is_shown(h.member_key)\n"
        joins += _joins(habits, "store.habit_values", owner="h", first=len(names))
    ratio = _sum(len(names + habits)) if names + habits else None
    if ratio and (together := log_ratio_of_trees(workspace)):
        ratio += f" + {together}"
    return {"/* ratio_joins */": (1, joins), "null::double /* log_ratio */": (1, ratio)}


def _leanings(workspace: Workspace, times: int = 1) -> _Parts:
    """Give what a query is filled with: what those who share an attribute lean to, for those trusted with it."""
    trusted = _subjects(workspace, "leaning_weight")
    names = [n for n in attributes_in_use(workspace) if any(subject.startswith(f"{n}/") for subject in trusted)]
    joins = _joins(names, "store.value_leanings", "e.element_key")
    leaning = _sum(len(names)) if names else None
    return {
        "false /* has_leanings */": (times, "true" if names else None),
        "/* leaning_joins */": (times, joins),
        "0 /* log_leaning */": (times, leaning),
    }


def _subjects(workspace: Workspace, constant: str) -> list[str]:
    return [
        subject for (subject,) in workspace.rows("select subject from store.constants where constant = ?", [constant])
    ]


def _joins(names: list[str], table: str, element: str | None = None, owner: str = "p", first: int = 0) -> str:
    """Join, for each attribute, what is known of the value that a member has."""
    also = " and is_named(['score', 'trend', 'score_low', 'score_high', 'best_channel'])"
    also += f" and x{{at}}.element_key = {element}" if element else ""
    return "\n".join(
        f"left join {table} as x{at} on x{at}.attribute = {literal(name)} and x{at}.code = {owner}.{quoted(name)}"
        + also.format(at=at)
        for at, name in enumerate(names, first)
    )


def _sum(count: int) -> str:
    return " + ".join(f"coalesce(x{at}.log_ratio, 0)" for at in range(count))


def _count_values(workspace: Workspace) -> None:
    """Count the values of each attribute; a sketch is enough to tell a name from a tariff, and takes no memory."""
    known = [name for (name,) in workspace.rows("select attribute from store.attribute_types order by attribute")]
    counts = [f"{{attribute: {literal(n)}, count_values: approx_count_distinct({quoted(n)})}}" for n in known]
    what = f"unnest([{', '.join(counts)}]::struct(attribute varchar, count_values bigint)[], recursive := true)"
    workspace.define(f"create or replace temp table attribute_counts as select {what} from store.members")


def _coded(workspace: Workspace, name: str, is_binned: bool, decimal_mark: str | None) -> str:
    """Give the expression of an attribute's code, after noting what each code means."""
    return _binned(workspace, name, decimal_mark) if is_binned else _listed(workspace, name)


def _listed(workspace: Workspace, name: str) -> str:
    column = quoted(name)
    rows = workspace.rows(f"select distinct {column} from store.members where {column} is not null order by 1")
    values = [value for (value,) in rows][:254]  # what the settings name may have more; those share the last code
    _note(workspace, name, values)
    if not values:
        return "0::utinyint"
    listed = ", ".join(literal(value) for value in values)
    known = f"enum_code(try_cast({column} as enum({listed}))) + 1"
    return f"coalesce({known}, if({column} is null, 0, {len(values)}))::utinyint"


def _binned(workspace: Workspace, name: str, decimal_mark: str | None) -> str:
    column = quoted(name) if decimal_mark is None else f"figure_text({quoted(name)}, {literal(decimal_mark)})"
    workspace.define(
        f"create or replace temp view attribute_texts as select member_key, {column} as text from store.members"
    )
    edges = workspace.result("score/profile_edges").item()
    edges = [] if edges is None else list(edges)
    _note(workspace, name, [f"up to {edge:g}" for edge in edges] + [f"over {edges[-1]:g}"] if edges else ["any"])
    amount = f"coalesce(try_cast({column} as double), epoch(try_cast({column} as timestamp)))"
    above = "".join(f" + ({amount} > {edge!r}::double)::utinyint" for edge in edges)
    return f"coalesce(1{above}, 0)::utinyint"


def _note(workspace: Workspace, name: str, values: list[str]) -> None:
    for code, value in enumerate([None, *values]):
        workspace.rows("insert into store.profile_values values (?, ?, ?)", [name, code, value])
