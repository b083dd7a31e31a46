"""The charts of a replay, each as Vega-Lite: what a browser needs to draw it, and the figures that it shows."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Any

import altair as alt

if TYPE_CHECKING:
    import polars as pl

    from attitude.backtest import Replay

OURS = "attitude"
_METHODS = {"past_rate": "past response rate", "past_responses": "past responses", "rfm": "RFM"}
_BOLD, _BAR, _RULE, _INK, _FAINT = "#0b5cad", "#b9c1ca", "#98a1ab", "#24292f", "#eceff2"
# the plain rankings, muted: told apart by dashes too
_MUTED = ("#a3743c", "#7f8a96", "#8f7aa8", "#6f9a7f", "#c3a46b", "#b98a94")
_DASHES = ((1, 0), (6, 3), (2, 2), (8, 2, 2, 2), (4, 4), (1, 3))
_DASHED = [4, 4]
_Layers = alt.LayerChart | alt.FacetChart


def drawings(replay: Replay, fonts: str) -> dict[str, dict[str, Any] | None]:
    """Give the four charts by name, None where there is nothing to draw; each as wide as its place on the page."""
    charts = {
        "curve": _curve(replay.campaigns),
        "auc": _bars(replay.methods, "auc", "AUC within campaigns (0.5 is chance)", 0.5, ".3f"),
        "lift": _bars(replay.methods, "top_tenth_lift", "Lift of the best tenth (1 is chance)", 1.0, ".2f"),
        "calibration": _calibration(replay.calibration),
    }
    return {name: None if chart is None else {**chart.to_dict(), **_looks(fonts)} for name, chart in charts.items()}


def _looks(fonts: str) -> dict[str, Any]:
    size = {"labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal", "titlePadding": 10}
    colours = {"labelColor": _INK, "titleColor": _INK, "domainColor": _RULE, "tickColor": _RULE, "gridColor": _FAINT}
    return {
        "width": "container",
        "autosize": {"type": "fit-x", "contains": "padding"},
        "config": {
            "font": fonts,
            "view": {"stroke": None},
            "axis": {**size, **colours},
            "legend": {"labelColor": _INK, "labelFontSize": 12},
            "text": {"color": _INK, "fontSize": 12},
        },
    }


def _curve(campaigns: pl.DataFrame) -> _Layers | None:
    """Draw each method's AUC over time, attitude over the plain rankings."""
    columns = {name: _method(name) for name in campaigns.columns if name == "auc" or name.startswith("auc_")}
    values = [_point(row, name, method) for name, method in columns.items() for row in campaigns.iter_rows(named=True)]
    if all(value["auc"] is None for value in values):
        return None
    methods = list(columns.values())
    colours = [_BOLD if method == OURS else _MUTED[i % len(_MUTED)] for i, method in enumerate(methods, -1)]
    dashes = [[1, 0] if method == OURS else [*_DASHES[i % len(_DASHES)]] for i, method in enumerate(methods, -1)]
    legend = alt.Legend(title=None, orient="top", columns=3, labelLimit=0, symbolType="stroke", symbolSize=400)
    days = alt.Axis(format="%Y-%m-%d", labelOverlap=True, labelSeparation=16, grid=False)
    points = _chart(values).encode(
        alt.X("day:T").title("Campaign began").axis(days),
        alt.Y("auc:Q").title("AUC within the campaign").scale(zero=False).axis(format=".2f", tickMinStep=0.01),
        alt.Color("method:N").scale(domain=methods, range=colours).legend(legend),
        tooltip=[
            alt.Tooltip("campaign:N").title("campaign"),
            alt.Tooltip("day:T").title("began").format("%Y-%m-%d"),
            alt.Tooltip("method:N").title("ranked by"),
            alt.Tooltip("auc:Q").title("AUC").format(".3f"),
            alt.Tooltip("contacts:Q").title("contacts").format(","),
            alt.Tooltip("responses:Q").title("responses").format(","),
        ],
    )
    lines = points.encode(alt.StrokeDash("method:N").scale(domain=methods, range=dashes).legend(legend))
    theirs, ours = alt.datum.method != OURS, alt.datum.method == OURS
    return alt.layer(
        _chance().encode(y=alt.datum(0.5)),
        lines.mark_line(strokeWidth=1.5).transform_filter(theirs),
        points.mark_point(size=16, filled=True, opacity=1).transform_filter(theirs),
        lines.mark_line(strokeWidth=3).transform_filter(ours),
        points.mark_point(size=60, filled=True, opacity=1).transform_filter(ours),
        height=320,
    )


def _point(row: dict[str, Any], column: str, method: str) -> dict[str, Any]:
    return {
        "campaign": row["campaign_id"],
        "day": f"{row['first_day']}T00:00:00",  # a bare day would be Greenwich's, and the day before in America
        "method": method,
        "auc": _number(row[column]),
        "contacts": row["contacts"],
        "responses": row["responses"],
    }


def _method(column: str) -> str:
    """Name a method as the report does.

    Examples
    --------
    >>> _method("auc"), _method("auc_past_rate"), _method("auc_recency")
    ('attitude', 'past response rate', 'recency')
    """
    name = column.removeprefix("auc").removeprefix("_")
    return _METHODS.get(name, name.replace("_", " ")) or OURS


def _bars(methods: pl.DataFrame, column: str, title: str, chance: float, form: str) -> _Layers | None:
    """Draw a figure of each method as a bar that begins where chance would be."""
    figures = {row["method"]: _number(row[column]) for row in methods.iter_rows(named=True)}
    known = {method: figure for method, figure in figures.items() if figure is not None}
    if not known:
        return None
    values = [{"method": m, "figure": f, "chance": chance, "end": max(f, chance)} for m, f in known.items()]
    low, high = min(*known.values(), chance), max(*known.values(), chance)
    room = (high - low or 1.0) * 0.2  # for the figure beside the longest bar
    bold_label = {"condition": {"test": f"datum.value === '{OURS}'", "value": "bold"}, "value": "normal"}
    labels = alt.Axis(labelLimit=0, labelPadding=8, labelFontWeight=bold_label, ticks=False, domain=False)
    base = _chart(values).encode(
        alt.Y("method:N").sort(None).title(None).axis(labels),
        tooltip=[alt.Tooltip("method:N").title("ranked by"), alt.Tooltip("figure:Q").title(title).format(form)],
    )
    bars = base.mark_bar(height={"band": 0.7}).encode(
        alt.X("chance:Q").scale(domain=[low, high + room], nice=False).title(title).axis(tickCount=5, grid=False),
        x2="figure:Q",
        color=alt.when(alt.datum.method == OURS).then(alt.value(_BOLD)).otherwise(alt.value(_BAR)),
    )
    words = base.mark_text(align="left", dx=5).encode(alt.X("end:Q"), text=alt.Text("figure:Q").format(form))
    return alt.layer(bars, words, _chance().encode(x=alt.datum(chance)), height=30 * len(values))


def _calibration(tenths: pl.DataFrame) -> _Layers | None:
    """Draw what came of each tenth over what was foreseen, with the diagonal where both are equal."""
    rows = list(tenths.iter_rows(named=True))
    names = ("decile", "predicted_rate", "observed_rate", "predicted", "observed", "contacts")
    values = [{name: row[name] for name in names} for row in rows]
    if not values:
        return None
    end = 1.1 * max(row[name] for row in rows for name in ("predicted_rate", "observed_rate")) or 1.0
    scale = alt.Scale(domain=[0, end], nice=False)
    percent = alt.Axis(format="~%", tickCount=6)
    sides = (
        alt.X("predicted_rate:Q").title("Foreseen to answer").scale(scale).axis(percent),
        alt.Y("observed_rate:Q").title("Answered").scale(scale).axis(percent),
    )
    points = _chart(values).encode(
        *sides,
        tooltip=[
            alt.Tooltip("decile:O").title("tenth"),
            alt.Tooltip("predicted_rate:Q").title("foreseen").format(".2%"),
            alt.Tooltip("observed_rate:Q").title("answered").format(".2%"),
            alt.Tooltip("predicted:Q").title("responses foreseen").format(",.1f"),
            alt.Tooltip("observed:Q").title("responses that came").format(","),
            alt.Tooltip("contacts:Q").title("contacts").format(","),
        ],
    )
    diagonal = _chart([{"predicted_rate": at, "observed_rate": at} for at in (0.0, end)])
    return alt.layer(
        diagonal.mark_line(color=_RULE, strokeDash=_DASHED).encode(*sides),
        points.mark_line(color=_BOLD, strokeWidth=1.5, opacity=0.5),
        points.mark_point(color=_BOLD, size=70, filled=True, opacity=1),
        height=380,
    )


def _chart(values: list[dict[str, Any]]) -> alt.Chart:
    return alt.Chart(alt.InlineData(values=values))


def _chance() -> alt.Chart:
    rule: alt.Chart = _chart([{}]).mark_rule(color=_RULE, strokeDash=_DASHED)
    return rule


def _number(value: float | None) -> float | None:
    """Leave out what no axis can show."""
    return value if value is not None and isfinite(value) else None
