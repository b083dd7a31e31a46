"""The demo: the built-in world's files taken through a whole month by the same code that a user's files take."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attitude import say
from attitude.acts.achievement import brief_one, keep_one, measure_one, value_one
from attitude.acts.action import export_one, target_one
from attitude.acts.attitude import load_all, score_all
from attitude.database import Watch, Workspace, create
from attitude.errors import UsageError
from attitude.load import LoadOptions
from attitude.settings import DATABASE_NAME, SETTINGS_NAME, Settings
from attitude.settings_template import TEMPLATE
from attitude.world import WAVE, World

if TYPE_CHECKING:
    import polars as pl

CAMPAIGN = "2026-12-family-portal"
REGION = "CN"


def demo(folder: Path, members: int, seed: int) -> None:
    """Make a world in a folder, take it through a month, from load to brief, and say what was found.

    Raises
    ------
    UsageError
        When the folder has something in it already.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder}: is there already; give another folder, or remove it")
    if not next(above for above in folder.absolute().parents if above.exists()).is_dir():
        raise UsageError(f"{folder}: lies in a file, not in a folder; give another folder")
    say.headline(f"1. A world of {members:,} members, two years of campaigns, as files in {folder / 'files'}")
    world = make_world(folder, members, seed, watch=say.progress)
    _month(world, folder, seed)
    world.close()


def make_world(folder: Path, members: int, seed: int, *, watch: Watch | None = None) -> World:
    """Make a world, and write its files into ``folder/files`` and its plans beside them; says nothing."""
    (folder / "files").mkdir(parents=True)
    world = World(members, seed, watch=watch)
    world.write(folder / "files")
    (folder / "plan.toml").write_text(world.plan(), encoding="utf-8")
    (folder / "reminder.toml").write_text(world.plan() + WAVE, encoding="utf-8")
    return world


def _month(world: World, folder: Path, seed: int) -> None:
    database, settings = folder / DATABASE_NAME, Settings()
    say.headline(f"2. init and load into {database}")
    create(database)
    (folder / SETTINGS_NAME).write_text(TEMPLATE.replace("# region =", "region ="), encoding="utf-8")
    with Workspace(database, watch=say.progress) as workspace:
        load_all(workspace, [str(folder / "files")], settings.load, LoadOptions(region=REGION))
        say.headline("3. score, and keep what members are worth")
        score_all(workspace, settings)
        keep_one(workspace, settings.value, None)
    tastes, held = world.favourites_found(database), world.intervals_held(database)
    say.headline(f"4. target {folder / 'plan.toml'} and export")
    with Workspace(database, watch=say.progress) as workspace:
        result = target_one(workspace, folder / "plan.toml", seed, settings)
        say.data(result.funnel.drop("list_id").rename({"excluded_alone": "alone"}), None, None)
    with Workspace(database, watch=say.progress) as workspace:
        exported = export_one(workspace, result.list_id, None, folder / "send-list.csv", folder, settings=settings)
    say.headline("5. The list is sent, the world answers; load the answers and measure")
    (folder / "answers").mkdir()
    world.answer(exported.file, folder / "answers")
    with Workspace(database, watch=say.progress) as workspace:
        load_all(workspace, [str(folder / "answers")], settings.load, LoadOptions(region=REGION))
        measured = measure_one(workspace, (CAMPAIGN,), None, None)
        say.headline("6. The month on one page")
        brief_one(workspace, settings.value, None, None, folder / "brief.html")
    say.headline(f"7. A reminder to who stayed silent: {folder / 'reminder.toml'}, the same plan with a [[wave]]")
    with Workspace(database, watch=say.progress) as workspace:
        score_all(workspace, settings)
    with Workspace(database, watch=say.progress) as workspace:
        second = target_one(workspace, folder / "reminder.toml", seed, settings, wave=2)
        say.data(second.funnel.drop("list_id").rename({"excluded_alone": "alone"}), None, None)
    with Workspace(database, watch=say.progress) as workspace:
        exported = export_one(workspace, second.list_id, None, folder / "reminder.csv", folder, settings=settings)
    _series(world, folder, exported.file, second.day)
    _say_found(tastes, held, measured.table, folder)


def _series(world: World, folder: Path, reminder: Path, day: date) -> None:
    """Let the world answer the reminder and live on, and say what the series brought and whom it moved."""
    database, settings = folder / DATABASE_NAME, Settings()
    for name in ("answers_2", "later"):
        (folder / name).mkdir()
    world.answer(reminder, folder / "answers_2", wave=2, starts_on=day)
    world.live_on(folder / "later")
    with Workspace(database, watch=say.progress) as workspace:
        load_all(workspace, [str(folder / "answers_2")], settings.load, LoadOptions(region=REGION))
        measure_one(workspace, (CAMPAIGN,), None, None, part="waves")
    say.headline(f"8. Three months later: usage of {folder / 'later'}, and how the series moved members")
    with Workspace(database, watch=say.progress) as workspace:
        load_all(workspace, [str(folder / "later")], settings.load, LoadOptions(region=REGION))
        keep_one(workspace, settings.value, None)
        value_one(workspace, settings.value, None, "series", None, None)


def _say_found(tastes: pl.DataFrame, held: pl.DataFrame, lift: pl.DataFrame, folder: Path) -> None:
    say.headline("What was found")
    say.note("planted favourites found, of members with 8 contacts or more:")
    for row in tastes.iter_rows(named=True):
        say.note(
            f"  {row['dimension']:<8} {row['found_by_score']:.0%} by score, {row['found_by_raw_rate']:.0%} by raw "
            f"response rate, {row['found_by_chance']:.0%} by chance ({row['members']:,} members)"
        )
    shares = ", ".join(f"{dimension} {share:.0%}" for dimension, _, share in held.iter_rows())
    say.note(f"scores whose 90 % interval holds the truth planted: {shares}")
    say.note(_added(lift.row(0, named=True)))
    say.headline(f"Try next, in {folder}:")
    say.note('  attitude query "from elements order by ratio desc"')
    say.note("  attitude member 010000001")
    say.note("  attitude score && attitude status")
    say.note("  attitude value --show needs")
    say.note("  attitude target plan.toml --format csv")


def _added(total: dict[str, Any]) -> str:
    """Say what the list added, where anybody is known to have come without being asked."""
    if total["difference"] is None:
        return f"the list answered {total['answer_rate']:.1%}; nobody came unasked, so what it added cannot be told"
    return (
        f"the list answered {total['rate']:.1%}, its holdout {total['control_rate']:.1%}: the campaign added "
        f"{total['difference']:.1%} (95 % interval {total['difference_low']:.1%} to {total['difference_high']:.1%}), "
        f"{total['incremental_responses']:,.0f} responses that would not have come"
    )
