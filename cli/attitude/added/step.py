"""What members do unasked, learned from the holdouts of past campaigns, as a part of a scoring."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp
from typing import TYPE_CHECKING, Any

from attitude.added.gain import Compared, Gain, gain_of
from attitude.added.layers import CHANCE, Layer, fit
from attitude.database import filled, literal, quoted
from attitude.measure import drop_arms, make_arms
from attitude.profiles import attributes_in_use

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    from attitude.database import Workspace

_MOST_CAMPAIGNS = 24
_MOST_MEMBERS = 2_000_000  # of those campaigns together, the latest first; one at least
_MOST_PAIRS = 100_000  # of each arm; weights are fitted on them
_LEAST_ANSWERS = 50  # of those held out, and of those contacted: below that nothing is said
_CONSTANTS = {False: "contacted_weight", True: "unasked_weight"}
_COLUMNS = (
    *("campaign_number", "member_key", "is_control", "has_outcome", "is_compared", "product", "stratum"),
    *("from_on", "until_on"),
)
_OURS = ("pair_number", "_the_same_for_everyone")  # columns of ``pair_codes``
_HABITS = ("habit_amounts", "habit_edges", "habit_codes")


@dataclass(frozen=True)
class AddedResult:
    """What holdouts of the past tell.

    ``campaigns`` of which somebody was held out; ``contacted`` and ``held_out``, members
    looked at; ``unasked``, the share of those contacted who would have done it anyway, 0 to 1; ``gain`` of lists by
    what is added over lists by propensity.
    """

    campaigns: int
    contacted: int
    held_out: int
    unasked: float
    gain: Gain


def learn_added(
    workspace: Workspace, day: date, response_days: int, kappa: float, telltales: Collection[str]
) -> AddedResult | None:
    """Learn what members do unasked: ``store.arm_levels``, ``store.arm_values``, ``store.unasked``, ``store.gains``.

    Parameters
    ----------
    workspace
        With the scores of the day in place.
    day, response_days
        The scoring day; the window of campaigns that have none of their own.
    kappa
        Answers that the values of an attribute are held to the members' chances by.
    telltales
        Attributes that are not to be trusted.

    Returns
    -------
    AddedResult | None
        None, and nothing is kept, where no holdout tells enough.
    """
    forget(workspace)
    campaigns = _campaigns(workspace, day)
    if not campaigns:
        return None
    make_arms(workspace, campaigns, response_days, columns=_COLUMNS)
    is_latest = day >= workspace.result("score/latest_event").item()
    workspace.run("added/own_trials", "added/arm_pairs", as_of=day, is_latest=is_latest, most=_MOST_PAIRS)
    drop_arms(workspace)
    workspace.run("added/pair_levels")
    answers: dict[bool, int] = dict(
        workspace.rows("select is_control, count(*) from arm_pairs where has_outcome group by is_control")
    )
    if min(answers.get(False, 0), answers.get(True, 0)) < _LEAST_ANSWERS:
        return None
    names = [name for name in attributes_in_use(workspace) if name not in telltales and name.lower() not in _OURS]
    habits = _code(workspace, names, day)
    compared = _compared(workspace, [*names, *habits])
    layers = {is_control: fit(compared.arm(is_control=is_control), kappa) for is_control in (False, True)}
    _keep(workspace, layers, names, habits, kappa)
    gain = gain_of(compared, kappa)
    return _result(workspace, gain)


def forget(workspace: Workspace) -> None:
    """Let nothing be known of what members do unasked."""
    for table in ("arm_levels", "arm_values", "unasked", "gains"):
        workspace.rows(f"delete from store.{table}")
    workspace.rows("delete from store.constants where constant in ('contacted_weight', 'unasked_weight')")


def _campaigns(workspace: Workspace, day: date) -> list[str]:
    """Choose the latest campaigns with a holdout, until they have so many members."""
    names: list[str] = []
    total = 0
    for name, members in workspace.result("added/held_out_campaigns", as_of=day).rows()[:_MOST_CAMPAIGNS]:
        total += members
        if names and total > _MOST_MEMBERS:
            break
        names.append(name)
    return names


def _code(workspace: Workspace, names: Sequence[str], day: date) -> list[str]:
    """Make ``pair_codes``, one row per pair with a column for each attribute and habit; gives the habits."""
    workspace.run("score/habit_kinds", as_of=day)
    workspace.run("added/pair_days")
    workspace.define("create or replace temp view habit_members as from pair_days")
    workspace.run(*(f"score/{step}" for step in _HABITS))
    taken = {name.lower() for name in names}  # an attribute may have any name
    habits = [name for (name,) in workspace.rows("select habit from habit_edges order by habit")]
    habits = [name for name in habits if name.lower() not in taken]
    attributes = "".join(f", f.{quoted(name)}" for name in names)
    codes = "".join(
        f", coalesce(max(h.code) filter (where h.habit = {literal(name)}), 0)::utinyint as {quoted(name)}"
        for name in habits
    )
    workspace.define(
        f"create temp table pair_habits as select h.member_key, h.campaign_key{codes} from habit_codes as h "
        "group by h.member_key, h.campaign_key",
        label="score · habits of those compared",
    )
    chosen = "".join(f", coalesce(h.{quoted(name)}, 0)::utinyint as {quoted(name)}" for name in habits)
    workspace.define(
        f"create temp table pair_codes as select p.pair_number, 0::utinyint as _the_same_for_everyone{attributes}"
        f"{chosen} from arm_pairs as p inner join store.profiles as f on p.member_key = f.member_key "
        "left join pair_habits as h on p.member_key = h.member_key and p.campaign_number = h.campaign_key",
        label="score · codes of those compared",
    )
    workspace.run("added/value_names", "added/pair_values")
    return habits


def _compared(workspace: Workspace, names: Sequence[str]) -> Compared:
    import numpy as np

    pairs = workspace.result("added/compared")
    codes = workspace.frame("from pair_codes order by pair_number").select(names)
    numbers: dict[str, Any] = {name: pairs[name].to_numpy() for name in pairs.columns}
    return Compared(
        **numbers, codes=codes.to_numpy().astype(np.uint8) if names else np.zeros((pairs.height, 0), np.uint8)
    )


def _keep(
    workspace: Workspace, layers: Mapping[bool, Layer], names: Sequence[str], habits: Sequence[str], kappa: float
) -> None:
    """Keep the weights, what the values say, and the ratios of every member."""
    columns = [*names, *habits]
    for is_control, layer in layers.items():
        weights = {columns[at]: weight for at, weight in layer.weights.items()}
        weights |= {CHANCE: layer.slope} if layer.slope else {}
        for subject, weight in weights.items():
            workspace.rows("insert into store.constants values (?, ?, ?)", [_CONSTANTS[is_control], subject, weight])
    factors = {"contacted_factor": exp(layers[False].level), "unasked_factor": exp(layers[True].level)}
    workspace.run("added/arm_levels", **factors)
    workspace.run("added/arm_values", kappa_attribute=kappa)
    trusted = {columns[at] for layer in layers.values() for at in layer.weights}
    names, habits = [n for n in names if n in trusted], [n for n in habits if n in trusted]
    if not trusted and not any(layer.slope for layer in layers.values()):
        return  # all members are as their chances say
    _code_everyone(workspace, habits)
    keep_ratios(workspace, (layers[True].low, layers[True].high), names, habits)


def _code_everyone(workspace: Workspace, habits: Sequence[str]) -> None:
    """Make ``everyones_habits``: the trusted habits of every member now."""
    workspace.run("added/forget_untrusted")
    if not habits:
        return
    workspace.run("score/habit_everyone")
    workspace.define("create or replace temp view habit_members as from habit_everyone")
    workspace.run("score/habit_amounts", "score/habit_codes")
    codes = "".join(
        f", coalesce(max(code) filter (where habit = {literal(name)}), 0)::utinyint as {quoted(name)}"
        for name in habits
    )
    workspace.define(
        f"create temp table everyones_habits as select member_key{codes} from habit_codes group by member_key",
        label="score · habits",
    )


def keep_ratios(
    workspace: Workspace, edges: tuple[float, float], names: Sequence[str] = (), habits: Sequence[str] = ()
) -> None:
    """Keep what every member does over their chance of an answer, in ``store.unasked``.

    Parameters
    ----------
    workspace
        With ``store.arm_values``, and ``everyones_habits`` where habits are trusted.
    edges
        The lowest and the highest responsiveness, as logarithms, of which enough was seen.
    names, habits
        The attributes and the habits that are trusted.
    """
    joins = "".join(_join(name, "p", at) for at, name in enumerate(names))
    joins += "left join everyones_habits as h on p.member_key = h.member_key\n" if habits else ""
    joins += "".join(_join(name, "h", at) for at, name in enumerate(habits, len(names)))
    places = range(len(names) + len(habits))
    sums = [" + ".join(f"coalesce({arm}{at}.log_ratio, 0)" for at in places) or None for arm in ("c", "u")]
    parts = {"/* value_joins */": (1, joins), "0 /* contacted */": (1, sums[0]), "0 /* unasked */": (1, sums[1])}
    with workspace.variables({"log_ratio_low": edges[0], "log_ratio_high": edges[1]}):
        workspace.define(filled("added/unasked", parts), label="score · what members do unasked")


def _join(name: str, owner: str, at: int) -> str:
    """Join what a value says of each arm."""
    return "".join(
        f"left join store.arm_values as {arm}{at} on {arm}{at}.attribute = {literal(name)} "
        f"and {arm}{at}.code = {owner}.{quoted(name)} and {'' if arm == 'u' else 'not '}{arm}{at}.is_control\n"
        for arm in ("c", "u")
    )


def _result(workspace: Workspace, gain: Gain) -> AddedResult:
    workspace.run(
        "added/gains",
        by_added=gain.by_added,
        by_chance=gain.by_chance,
        difference=gain.difference,
        low=gain.low,
        high=gain.high,
        is_clear=gain.is_clear,
    )
    campaigns, contacted, held_out, unasked = workspace.row(
        "select campaigns, contacted, held_out, unasked from store.gains"
    )
    return AddedResult(campaigns, contacted, held_out, unasked, gain)
