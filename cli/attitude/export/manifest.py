"""The manifest: how the files came about. Nothing in it depends on when or where they were written."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from attitude import __version__
from attitude.plan import gives_codes

if TYPE_CHECKING:
    from collections.abc import Iterable

    import polars as pl

    from attitude.export.layouts import Layout
    from attitude.export.rows import Counts


def manifest(
    head: dict[str, Any],
    counts: Counts,
    treatments: pl.DataFrame,
    layouts: Iterable[Layout],
    encoding: str | None,
    files: list[dict[str, Any]],
) -> bytes:
    """Give the manifest's bytes: what the list was made of and by which plan, and each file with its hash."""
    content = {
        **{key: head[key] for key in ("list_id", "campaign_id")},
        "scores_as_of": str(head["as_of"]),
        "score_constants": json.loads(head["constants"]),
        "data": json.loads(head["data"]),
        "seed": head["seed"],
        "expires_on": str(head["expires_on"]) if head["expires_on"] else None,
        "counts": asdict(counts),
        "treatments": treatments.to_dicts(),
        **_codes(json.loads(head["plan"])),
        "columns": {layout.name: list(layout.columns) for layout in layouts},
        "encoding": encoding,
        "cells_made_safe": sum(file["cells_made_safe"] for file in files),
        "files": files,
        "plan": json.loads(head["plan"]),
        "plan_text": head["plan_text"],
        "tool": f"attitude {__version__}",
    }
    return (json.dumps(content, indent=2, ensure_ascii=False) + "\n").encode()


def _codes(plan: dict[str, Any]) -> dict[str, str]:
    """Say of which pool members' own codes are, or that they are made; nothing where the plan gives none."""
    return {"codes": plan.get("codes_file") or plan["codes"]} if gives_codes(plan) else {}
