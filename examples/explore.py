# %% [markdown]
# # A month from Python
#
# Each `# %%` is a cell of a notebook (Jupyter, VS Code, PyCharm), and the whole is a script: run it with Python.
# It makes a small world of its own, in a folder that is gone afterwards; with your files, begin at `attitude.open`.
"""A notebook of the whole month from Python: a world made, loaded, scored, targeted, exported, answered, measured."""

# %%
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl

import attitude
from attitude.demo import make_world

place = TemporaryDirectory()
folder = Path(place.name)
world = make_world(folder, members=600, seed=1)

# %% [markdown]
# ## Files in, scores out

# %%
w = attitude.create(folder / "attitude.duckdb")
for result in w.load_folder(folder / "files", region="CN"):
    print(f"{result.file.name:<20} {result.read:>8,} read, {result.kept:,} kept")
scored = w.score()
print(f"scores as of {scored.as_of}: {scored.members:,} members, base response rate {scored.base_rate:.1%}")

# %% [markdown]
# ## What works, and for whom
#
# Any SELECT gives a Polars frame, and so do saved queries by name; `w.tables()` says what there is to ask about.

# %%
print(w.tables().select("name", "rows", "grain"))
print(w.query("select dimension, element, contacts, ratio from elements order by ratio desc limit 5"))
print(w.query("top_responders", element="coupon", rows=3).select("member_id", "score", "contacts", "responses"))
print(w.query("select best_channel, count(*) as members from responsiveness group by all order by members desc"))

# %%
fans = w.query("select member_id, score from attitudes where dimension = 'gift' and element = 'coupon' order by all")
print(fans.select(pl.col("score").quantile(quantile).alias(f"{quantile:.0%}") for quantile in (0.1, 0.5, 0.9)))
best = fans.sort("score", "member_id", descending=[True, False]).row(0, named=True)
print(w.member(best["member_id"]).scores.select("dimension", "element", "score", "contacts", "responses").head())

# %% [markdown]
# ## A list, and why somebody is on it

# %%
tried = w.target(folder / "plan.toml", dry_run=True, force=True)
print(tried.funnel.select("rule", "excluded", "remaining"))
listed = w.target(folder / "plan.toml", force=True)
someone = w.query(f"select member_id from list_members where list_id = '{listed.list_id}' and rank = 1").item()
print(w.why(listed.list_id, someone).binding)
exported = w.export(listed.list_id, folder / "sms.csv")
print(f"{exported.rows:,} rows in {exported.file.name}, {exported.held_out:,} held out")

# %% [markdown]
# ## What it brought

# %%
(folder / "answers").mkdir()
world.answer(exported.file, folder / "answers")  # your members answer by themselves
w.load_folder(folder / "answers")
lift = w.measure("2026-12-family-portal").table.row(0, named=True)
print(f"answered: {lift['rate']:.1%} of those contacted, {lift['control_rate']:.1%} of those held out")

# %%
# What goes wrong is one plain line, as on the command line.
try:
    w.query("select scor from attitudes")
except attitude.AttitudeError as error:
    print(error)

# %%
world.close()
place.cleanup()
