"""Names in a plan that the workspace must know: elements, channels, campaigns, lists."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from attitude.channels import naming
from attitude.dimensions import own_dimensions
from attitude.elements import DIMENSIONS
from attitude.errors import UsageError, nearest
from attitude.plan import placeholders
from attitude.settings import SETTINGS_NAME

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from attitude.database import Workspace
    from attitude.plan import Audience, Group, Plan, Responded
    from attitude.settings import Settings


class Known:
    """The names that a workspace knows, each kind looked up once, when it is first asked for."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace

    @cached_property
    def elements(self) -> dict[str, list[str]]:
        """The elements that somebody was contacted with, or chose when answering, by dimension."""
        names: dict[str, list[str]] = defaultdict(list)
        for dimension, element in self.workspace.rows("select dimension, element from store.elements"):
            names[dimension].append(element)
        return names

    @cached_property
    def campaigns(self) -> list[str]:
        """Every campaign."""
        return [name for (name,) in self.workspace.rows("select campaign_id from store.campaigns")]

    @cached_property
    def lists(self) -> list[str]:
        """Every list."""
        return [name for (name,) in self.workspace.rows("select list_id from store.lists")]

    @cached_property
    def channels(self) -> list[str]:
        """The channels that somebody was contacted or answered by."""
        query = "select distinct channel from store.responses where channel notnull"
        return [*self.elements["channel"], *(name for (name,) in self.workspace.rows(query))]

    def families(self, channels: Sequence[str]) -> dict[str, str]:
        """Give the family of each of some channels."""
        return dict(self.workspace.rows("select name, channel_family(name) from unnest(?) as t (name)", [channels]))


def check_names(known: Known, plan: Plan, settings: Settings) -> None:
    """Refuse a plan that names what nobody knows.

    Raises
    ------
    UsageError
        For the first such name, with the place and the nearest that is known.
    """
    _check_offered(known.workspace, plan)
    _check_dimensions(known.workspace, plan)
    _check_elements(known, plan)
    for place, responded in _recencies(plan):
        if responded.campaign is not None:
            _check(responded.campaign, known.campaigns, f"{place}.campaign: no campaign")
    for campaign in plan.exclude.responded_to:
        _check(campaign, known.campaigns, "exclude.responded_to: no campaign")
    for name in plan.exclude.lists:
        _check(name, known.lists, "exclude.lists: no list")
    _check_policy(known, plan)
    _check_templates(known.workspace, plan)
    _check_hours(plan, settings)
    _check_own_day(known.workspace, plan)


def _check_own_day(workspace: Workspace, plan: Plan) -> None:
    """Refuse a day of each member's own that is no column of dates."""
    if (column := plan.send.on) is None:
        return
    types = workspace.describe("from store.typed_members")
    dates = [name for name, kind in types.items() if kind.startswith(("DATE", "TIMESTAMP"))]
    if column not in dates:
        what = f"'{column}' holds no dates" if column in types else f"members have no column '{column}'"
        raise UsageError(f"send.on: {what}{nearest(column, dates) or _named(dates)}")


def _named(dates: list[str]) -> str:
    return f"; dates are {', '.join(dates)}" if dates else "; no column of theirs holds dates"


def _check(name: str, known: list[str], words: str) -> None:
    if name not in known:
        raise UsageError(f"{words} '{name}'{nearest(name, known)}")


def _check_offered(workspace: Workspace, plan: Plan) -> None:
    """Refuse an offer by a channel of which nobody knows which address it needs, and which opt-outs close it."""
    query = "select name, known_family(name) from unnest(?) as t (name)"
    families: dict[str, str | None] = dict(workspace.rows(query, [[offer.channel for offer in plan.offer]]))
    for number, offer in enumerate(plan.offer, start=1):
        family = families[offer.channel]
        if family is None:
            raise UsageError(
                f"offer.{number}.channel: nobody knows what '{offer.channel}' is, neither which address it needs "
                f"nor which opt-outs close it; say so in {SETTINGS_NAME}, as {naming(workspace, offer.channel)}"
            )
        if family == "all":
            raise UsageError(f"offer.{number}.channel: '{offer.channel}' means every channel; name the one to send by")


def _check_dimensions(workspace: Workspace, plan: Plan) -> None:
    """Refuse dimensions that the settings do not name."""
    own = own_dimensions(workspace)
    places = [("campaign.elements", plan.campaign.elements)]
    places += [(f"offer.{number}.elements", offer.elements) for number, offer in enumerate(plan.offer, start=1)]
    places += [(f"{place}.elements", responded.elements) for place, responded in _recencies(plan)]
    for place, elements in places:
        for name in elements:
            if name in DIMENSIONS:
                raise UsageError(f"{place}: {name} is a key of its own, beside elements; move it there")
            _check(name, own, f"{place}: [dimensions] of {SETTINGS_NAME} names no")
    for place, who in _audiences(plan):
        for name in who.attitude:
            _check(name, [*DIMENSIONS, *own], f"{place}.attitude: no dimension")


def _audiences(plan: Plan) -> list[tuple[str, Audience | Group]]:
    groups = ((f"audience.group '{group.name}'", group) for group in plan.audience.group)
    return [("audience", plan.audience), *groups]


def _check_elements(known: Known, plan: Plan) -> None:
    for place, who in _audiences(plan):
        for dimension, ranges in who.attitude.items():
            for element in ranges:
                _check(
                    element, known.elements[dimension], f"{place}.attitude.{dimension}: nobody was ever contacted with"
                )
    for place, responded in _recencies(plan):
        told = {dimension: getattr(responded, dimension) for dimension in ("product", "timing", "gift")}
        for dimension, element in (told | responded.elements).items():
            if element is not None:
                where = f"{place}.elements.{dimension}" if dimension in responded.elements else f"{place}.{dimension}"
                _check(element, known.elements[dimension], f"{where}: nobody was ever contacted with")
        if responded.channel is not None:
            _check_channel(known, responded.channel, [], f"{place}.channel")


def _recencies(plan: Plan) -> Iterator[tuple[str, Responded]]:
    audience = plan.audience
    yield from (("audience.responded", responded) for responded in audience.responded)
    yield from (("exclude.responded", responded) for responded in plan.exclude.responded)
    for group in audience.group:
        yield from ((f"audience.group '{group.name}'.responded", responded) for responded in group.responded)


def _check_policy(known: Known, plan: Plan) -> None:
    offered = [offer.channel for offer in plan.offer]
    for channel in plan.policy:
        _check_channel(known, channel, [*offered, "all"], f"policy.{channel}")


def _check_channel(known: Known, channel: str, more: list[str], place: str) -> None:
    used = [*known.channels, *more]
    families = known.families([*used, channel])
    if families[channel] not in {families[name] for name in used}:
        raise UsageError(f"{place}: no channel '{channel}' was ever used{nearest(channel, used)}")


def unknown_shared(known: Known, plans: Sequence[Plan], settings: Settings) -> Iterator[str]:
    """Say which channels and gifts of ``[shared]`` in the settings nobody was ever contacted with, nor plans offer."""
    for dimension, names in (("channel", settings.shared.channel), ("gift", settings.shared.gift)):
        offered = [getattr(offer, dimension) for plan in plans for offer in plan.offer if getattr(offer, dimension)]
        elements = {*offered, *known.elements[dimension]}
        for name in names:
            if name not in elements:
                yield (
                    f"{SETTINGS_NAME}: shared.{dimension}: nobody was ever contacted with '{name}', and no offer has "
                    f"it{nearest(name, elements)}; it limits nothing: mend or remove it"
                )


def check_shared(known: Known, plans: Sequence[Plan], settings: Settings) -> None:
    """Refuse plans chosen together whose shared limits would hold for nothing.

    Raises
    ------
    UsageError
        For the first such limit, with the nearest name that is known.
    """
    for words in unknown_shared(known, plans, settings):
        raise UsageError(words)


def _check_templates(workspace: Workspace, plan: Plan) -> None:
    known = {*workspace.describe("from members"), "treatment_code", *(("code",) if plan.has_codes else ())}
    for offer in plan.offer:
        for column in placeholders(offer.template or ""):
            if column.lower() not in {name.lower() for name in known}:
                raise UsageError(f"offer.template: members have no column '{column}'{nearest(column, known)}")


def _check_hours(plan: Plan, settings: Settings) -> None:
    hours, allowed = plan.send.hours, settings.send.hours
    if hours is not None and not allowed[0] <= hours[0] < hours[1] <= allowed[1]:
        raise UsageError(
            f"send.hours [{hours[0]}, {hours[1]}] reaches outside of the hours that attitude.toml allows, "
            f"[{allowed[0]}, {allowed[1]}]; narrow them, or change [send] there"
        )
