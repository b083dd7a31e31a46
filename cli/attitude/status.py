"""What is in a workspace: counts, coverage, the last steps, and what is odd."""

from __future__ import annotations

import json
from dataclasses import dataclass
from math import exp
from typing import TYPE_CHECKING, Any

from attitude.database import Workspace
from attitude.dimensions import dimensions_of
from attitude.private import too_open
from attitude.profiles import attributes_in_use
from attitude.withdrawn import to_withdraw, words_of

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True)
class Status:
    """Counts with their days, coverage (share of members with evidence, 0 to 1), constants, last steps, problems.

    ``waves`` says of each series that is under way which wave is next, and from which day.
    """

    overview: pl.DataFrame
    coverage: float | None
    constants: tuple[str, ...]
    last_steps: tuple[str, ...]
    problems: tuple[str, ...]
    waves: tuple[str, ...] = ()


def status(workspace: Workspace) -> Status:
    """Look at a workspace; reads only."""
    overview = workspace.result("status/overview")
    counts = dict(zip(overview["what"], overview["count"], strict=True))
    members = counts["members"]
    coverage = counts["members with evidence"] / members if members and counts["members with scores"] else None
    steps = workspace.rows(
        "select strftime(started_at, '%Y-%m-%d %H:%M'), step, subject, "
        "concat(detail, ' (load ' || load_id || ')') from runs left join store.undo_loads using (run_id) "
        "order by run_id desc limit 5"
    )
    problems = workspace.result("status/problems").rows()
    waves = workspace.result("status/waves_to_come").rows()
    withdrawals = words_of(to_withdraw(workspace))
    return Status(
        overview,
        coverage,
        _constants(workspace),
        tuple(f"{when}  {step} {subject}: {detail}" for when, step, subject, detail in steps),
        (*_open_to_others(workspace), *withdrawals, *(f"{what}: {count:,}; {cure}" for what, count, cure in problems)),
        tuple(f"{campaign}: wave {wave}, to {to}, from {day} on" for campaign, wave, to, day in waves),
    )


def _open_to_others(workspace: Workspace) -> tuple[str, ...]:
    """Say when others may read the file: one that is there keeps its mode, for a group may share it."""
    path = workspace.path
    if path is None or (mode := too_open(path)) is None:
        return ()
    return (f"{path} is open to others, mode {mode}: 'chmod 600 {path}', or say who may read it by mode under [files]",)


def _of_pairs(workspace: Workspace, constants: dict[str, Any]) -> str:
    """Say whether a product does more with one element of another dimension than both alone tell."""
    *others, last = (name for name in dimensions_of(workspace) if name != "product")
    pairs, kappa = f"pairs (a product with a {', '.join(others)} or {last})", constants["pair_kappa"]
    if kappa is None:
        return f"{pairs} tell no more than both alone"
    return f"{pairs} weigh half at {kappa:.3g} expected responses"


def _members(constants: dict[str, Any]) -> str:
    """Say how many members were learned from; workspaces scored by an earlier version do not know."""
    count = constants.get("members", 0)
    return f"{count:,} sampled members" if count else "sampled members"


def _of_attributes(workspace: Workspace, weights: dict[str, float]) -> str:
    """Say how far each attribute in use is trusted; what was not learned is the settings' own."""
    names = attributes_in_use(workspace)
    if not names:
        return "no attribute to learn look-alikes from"
    (own,) = workspace.row("select attribute_weight from store.scorings")
    return "attributes are trusted: " + ", ".join(f"{name} {weights.get(name, own):.2f}" for name in sorted(names))


def _fatigue(workspace: Workspace) -> str:
    """Say whether members answer less after many contacts than they themselves do after few."""
    rows = workspace.rows(
        "select pressure, ratio, ratio_low, ratio_high, is_fall from store.pressures order by pressure"
    )
    if len(rows) < 2:
        return "whether answers fall with contacts lately is not known: too few answers after others in 30 days"
    fallen = [f"{ratio:.2f} ({low:.2f} to {high:.2f}) after {at}" for at, ratio, low, high, is_fall in rows if is_fall]
    if not fallen:
        most = rows[-1][0]
        return f"no fall of answers is seen up to {most} contact{'s' if most > 1 else ''} in the 30 days before"
    return f"answers fall with contacts in the 30 days before (90 % intervals): to {', '.join(fallen)}"


def _of_trees(workspace: Workspace) -> tuple[str, ...]:
    """Say what attributes tell together; nothing where nobody looked for it."""
    rows = workspace.rows("select subject, value from store.constants where constant = 'together'")
    told = {str(subject): float(value) for subject, value in rows}
    if not told:
        return ()
    judged = f"of {told['campaigns']:.0f} past campaigns foreseen by those before, {told['better']:.0f} gain"
    if told["exponent"] > 0:
        return (
            f"attributes tell more together than each alone: trees count to the power {told['exponent']:.2f}; "
            f"{judged}, {told['gain']:+.1f} log-likelihood in all",
        )
    if told["campaigns"] == 0:
        return ("attributes tell no more together than each alone: no past campaign is foreseen better by trees",)
    return (f"attributes tell no more together than each alone: by trees, {judged}, which is not clear enough",)


def _constants(workspace: Workspace) -> tuple[str, ...]:
    """Say what the scores are made with, and what that was learned from."""
    rows = workspace.rows("select constants from store.scorings")
    if not rows:
        return ()
    c = json.loads(rows[0][0])
    return (_evidence(c), *_of_members(workspace, c), *_of_offers(workspace, c))


def _evidence(c: dict[str, Any]) -> str:
    """Say what constants were learned from."""
    return (
        f"learned one campaign ahead from {c['contacts']:,} contacts of {_members(c)} in {c['campaigns']} campaigns, "
        f"{c['responses']:,} answered directly; {c['gain']:+.4f} log-likelihood per contact against the settings' own"
        if c["contacts"]
        else "history is too short to learn from (it takes 50 answers of sampled members, in two campaigns whose "
        "response windows are over): the settings' own constants"
    )


def _of_members(workspace: Workspace, c: dict[str, Any]) -> tuple[str, ...]:
    betas = ", ".join(f"{name} {value:.3g}" for name, value in c["beta"].items())
    habits = ", ".join(f"{name} {value:.2f}" for name, value in c["habit_weights"].items())
    leanings = ", ".join(f"{name} {value:.2f}" for name, value in c["leaning_weights"].items())
    return (
        f"a member's own record weighs half at {c['alpha']:.3g} expected responses in chances (alpha), "
        f"at {c.get('shown_alpha', c['alpha']):.3g} in scores that people read (shown_alpha)",
        f"a leaning to an element weighs half at: {betas} (beta)",
        f"an element's record over everyone weighs half at {c['kappa']:.3g} expected responses (kappa)",
        f"a contact counts half after {c['half_life_days']:,.0f} days (half-life)",
        _of_attributes(workspace, c["attribute_weights"]),
        f"and with what a member leans to: {leanings}" if leanings else "and with what a member leans to: none",
        *_of_choices(c.get("choice_weights", {})),
        _fatigue(workspace),
        *_of_trees(workspace),
        f"habits are trusted: {habits}" if habits else "no habit (usage, contacts lately, membership) tells more",
    )


def _of_choices(weights: dict[str, float]) -> tuple[str, ...]:
    """Say how far what members chose when answering counts; nothing where answers name nothing that was chosen."""
    told = ", ".join(f"{name} {value:.2f}" for name, value in weights.items())
    return (f"what members chose when answering counts in what they answer to: {told}",) if told else ()


def _of_offers(workspace: Workspace, c: dict[str, Any]) -> tuple[str, ...]:
    factor = exp(c.get("spread", 0.0))
    return (
        f"offers: what elements bring within campaigns to the power {c.get('offer_power', 1):.2f}, from one to another "
        f"to {c['offer_weight']:.2f}; {_of_pairs(workspace, c)}; "
        f"link: slope {c['slope']:.2f}, intercept {c['intercept']:+.2f}",
        *([f"campaigns bring what is foreseen to a factor of {factor:.2f} (standard deviation)"] if factor > 1 else []),
    )
