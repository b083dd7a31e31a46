"""The charts of a brief as SVG, drawn here mark by mark.

A drawing library would do, but its SVG has no words on hover, measures letters with the fonts of the machine it runs on
(so that bytes differ between machines), fixes its colours, and takes seconds to start. Ten charts of a few marks each
need none of that.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from attitude.brief.words import title
from attitude.months import month_name
from attitude.numbers import count_tick, in_percent, in_type, interval, share_tick
from attitude.pages import (
    BOTTOM,
    HEIGHT,
    LEFT,
    RIGHT,
    WIDTH,
    Chart,
    Scale,
    below,
    box,
    dot,
    drawing,
    fitted,
    grid,
    legend,
    line,
    listed,
    path,
    runs,
    scale,
    text,
    ticks,
    upward,
)

if TYPE_CHECKING:
    import polars as pl

    from attitude.brief.step import Brief

Rows = list[dict[str, Any]]
_CAMPAIGNS = 30  # on one chart; the table has them all


def charts(brief: Brief) -> Iterator[Chart]:
    """Draw what there is to draw, in the order of the page; what has no figures is left out, not drawn empty."""
    for draw in (_lift, _rates, _gains, _tenths, _days, _hours, _responders, _scores, _tiers, _concentration):
        drawn = draw(brief)
        if drawn is not None:
            yield drawn


def _rows(frame: pl.DataFrame | None) -> Rows:
    return [] if frame is None else list(frame.iter_rows(named=True))


def _lift(brief: Brief) -> Chart | None:
    """Draw a line per campaign from end to end of its interval, the name above it."""
    rows = [row for row in _rows(brief.campaigns) if row["difference"] is not None][:_CAMPAIGNS]
    if not rows:
        return None
    marks_at = ticks(
        min(0.0, *(row["difference_low"] for row in rows)), max(0.0, *(row["difference_high"] for row in rows)), 4
    )
    at = scale(marks_at[0], marks_at[-1], 22, 205)
    height, step = 26 + 42.0 * len(rows), 42.0
    marks = [line(at(tick), 4, at(tick), height - 18, "grid") for tick in marks_at]
    marks.append(line(at(0), 4, at(0), height - 18, "rule"))
    marks += [text(at(tick), height - 4, share_tick(tick).removesuffix(" %"), anchor="middle") for tick in marks_at]
    marks.append(text(WIDTH, height - 4, "points", anchor="end"))
    for place, row in enumerate(rows):
        marks += _interval(row, at, step * place + 15)
    return Chart(
        "lift",
        "Lift by campaign",
        "Share of those contacted who bought, or answered in a way that those held out can show too, less the share of "
        "the holdout, in points, with its 95 % interval (Newcombe). A "
        "line that touches 0 cannot be told from chance by itself.",
        drawing("lift", listed((title(row), _points(row)) for row in rows), height, marks),
    )


def _interval(row: dict[str, Any], at: Scale, y: float) -> Iterator[str]:
    words = f"{title(row)}: {_points(row)}; {row['compared_rate']:.2%} of {row['contacts']:,} contacted, "
    words += f"{row['control_rate']:.2%} of {row['control']:,} held out"
    is_sure = row["difference_low"] > 0 or row["difference_high"] < 0
    look = "one" if is_sure else "faint"
    yield text(0, y, fitted(title(row), WIDTH), "ink", hover=words)
    yield line(at(row["difference_low"]), y + 13, at(row["difference_high"]), y + 13, f"{look} thick", words)
    yield dot(at(row["difference"]), y + 13, look, words, 4.5)
    yield text(WIDTH, y + 17, _points(row), "ink small", "end", words)


def _points(row: dict[str, Any]) -> str:
    return in_type(interval(row["difference"], row["difference_low"], row["difference_high"]))


def _rates(brief: Brief) -> Chart | None:
    """Draw the response rate of the last twelve months, with a gap where nobody was contacted."""
    rows = _rows(brief.rates)
    known = [(place, row) for place, row in enumerate(rows) if row["rate"] is not None]
    if not known:
        return None
    marks_at = ticks(0, max(row["rate"] for _, row in known), 4)
    across, up = scale(0, len(rows) - 1, LEFT + 8, WIDTH - 14), upward(marks_at)
    marks = [*grid(marks_at, up, share_tick)]
    for place, row in enumerate(rows):
        if (len(rows) - 1 - place) % 2 == 0:
            marks += _month_label(across(place), row["month"])
    for run in runs(known):
        marks.append(path([(across(place), up(row["rate"])) for place, row in run], "one line"))
    marks += [dot(across(place), up(row["rate"]), "one", _rate_words(row)) for place, row in known]
    last_place, last = known[-1]
    is_falling = len(known) > 1 and known[-2][1]["rate"] > last["rate"]
    beside = 17 if is_falling and up(last["rate"]) < HEIGHT - BOTTOM - 20 else -8  # not on the line that comes to it
    marks.append(text(across(last_place) + 6, up(last["rate"]) + beside, in_percent(last["rate"]), "ink", "end"))
    return Chart(
        "rates",
        "Response rate, last twelve months",
        "Answers inside the response window over contacts, by the month in which the campaign began. Answers told by "
        "campaign, code or contact; purchases without a code are not in it, unlike in the figures above.",
        drawing("rates", listed((f"{r['month']:%Y-%m}", in_percent(r["rate"])) for _, r in known), HEIGHT, marks),
    )


def _responders(brief: Brief) -> Chart | None:
    """Draw two shares of those who answered, month by month: who never had before, who did again."""
    rows = _rows(brief.responders)
    if not any(row["responders"] for row in rows):
        return None
    marks_at = ticks(0, max(row[name] or 0 for row in rows for name, _ in _SHARES) or 1, 4)
    across, up = scale(0, max(len(rows) - 1, 1), LEFT + 8, WIDTH - 14), upward(marks_at)
    marks = [*grid(marks_at, up, share_tick), *legend(("first answer", "one"), ("answered again", "two"))]
    for place, row in enumerate(rows):
        if (len(rows) - 1 - place) % 2 == 0:
            marks += _month_label(across(place), row["month"])
    for name, look in _SHARES:
        known = [(place, row) for place, row in enumerate(rows) if row[name] is not None]
        marks += [path([(across(at), up(row[name])) for at, row in run], f"{look} line") for run in runs(known)]
        marks += [dot(across(at), up(row[name]), look, _responder_words(row)) for at, row in known]
    return Chart(
        "responders",
        "Who answered",
        "Of those who answered in a month: share of whom no earlier answer is known (first answer), and share who "
        "answered a later contact too (answered again), for which late months have had less time.",
        drawing("responders", listed((f"{r['month']:%Y-%m}", _responder_words(r)) for r in rows), HEIGHT, marks),
    )


_SHARES = (("first_time_share", "one"), ("again_share", "two"))


def _responder_words(row: dict[str, Any]) -> str:
    words = f"{month_name(row['month'])}: {row['responders']:,} answered"
    if row["first_time_share"] is not None:
        words += f", {in_percent(row['first_time_share'])} for the first time"
    if row["again_share"] is not None:
        words += f", {in_percent(row['again_share'])} again later"
    if row["mean_score"] is not None:
        words += f"; mean responsiveness before {row['mean_score']:.1f}"
    if row["revenue_responders"] is not None and row["revenue_contacted"] is not None:
        words += f"; revenue a month before {row['revenue_responders']:,.2f}, of all contacted "
        words += f"{row['revenue_contacted']:,.2f}"
    return words


def _scores(brief: Brief) -> Chart | None:
    """Draw how the scores of those who answered are spread, month by month: the median, halves and eight of ten."""
    rows = _rows(brief.responders)
    known = [(place, row) for place, row in enumerate(rows) if row["score_median"] is not None]
    if not known:
        return None
    ends = [row[name] for _, row in known for name in ("score_p10", "score_p90")]
    marks_at = ticks(min(ends), max(ends), 4)
    across, up = scale(0, max(len(rows) - 1, 1), LEFT + 8, WIDTH - 14), upward(marks_at)
    marks = [*grid(marks_at, up, lambda tick: f"{tick:g}"), *legend(("eight of ten", "two"), ("half of them", "one"))]
    for place, row in known:
        x, words = across(place), _score_words(row)
        if (len(rows) - 1 - place) % 2 == 0:
            marks += _month_label(x, row["month"])
        marks.append(line(x, up(row["score_p10"]), x, up(row["score_p90"]), "two thin", words))
        marks.append(line(x, up(row["score_p25"]), x, up(row["score_p75"]), "one thick", words))
        marks.append(dot(x, up(row["score_median"]), "one", words))
    return Chart(
        "scores",
        "Scores of those who answered",
        "Responsiveness before the campaign of those who answered, by the month of the contact: the median (dot), and "
        "between which half and eight of ten of them lie; 50 is an average member.",
        drawing("scores", listed((f"{r['month']:%Y-%m}", _score_words(r)) for _, r in known), HEIGHT, marks),
    )


def _score_words(row: dict[str, Any]) -> str:
    return (
        f"{month_name(row['month'])}: median {row['score_median']:.1f}, half {row['score_p25']:.1f} to "
        f"{row['score_p75']:.1f}, eight of ten {row['score_p10']:.1f} to {row['score_p90']:.1f}"
    )


def _rate_words(row: dict[str, Any]) -> str:
    return f"{month_name(row['month'])}: {in_percent(row['rate'], 2)}, {row['responses']:,} of {row['contacts']:,}"


def _month_label(x: float, month: date) -> Iterator[str]:
    yield text(x, HEIGHT - 18, month_name(month)[:3], anchor="middle")
    if month.month <= 2:  # every second month has its name, so one of these has the year
        yield text(x, HEIGHT - 4, f"{month.year}", anchor="middle")


def _gains(brief: Brief) -> Chart | None:
    """Draw the gains of each list that was sent, over the diagonal of no order at all."""
    rows = [row for row in _rows(brief.gains) if row["gains"] is not None]
    names = list(dict.fromkeys(row["campaign_id"] for row in rows))[:_CAMPAIGNS]
    if not names:
        return None
    titles = {row["campaign_id"]: title(row) for row in _rows(brief.campaigns)}
    across, up = scale(0, 1, LEFT, WIDTH - RIGHT), upward(_QUARTERS)
    marks = [*grid(_QUARTERS, up, share_tick), path([(across(0), up(0)), (across(1), up(1))], "rule dashed line")]
    marks += _shares_below(across)
    marks.append(below("of the list, the best first"))
    look = "one line" if len(names) <= 3 else "one line thin"
    for name in names:
        points = [(0.0, 0.0), *((row["share"], row["gains"]) for row in rows if row["campaign_id"] == name)]
        top = next((gains for share, gains in points if share > 0), 0)
        words = f"{titles[name]}: its best tenth brought {in_percent(top)} of all answers"
        marks.append(path([(across(share), up(gains)) for share, gains in points], look, words))
        for share, gains in points[1:]:
            words = f"{titles[name]}: {share_tick(gains)} of answers from {share_tick(share)}"
            marks.append(dot(across(share), up(gains), "one", words, 2.5))
    tops = {name: next(row["gains"] for row in rows if row["campaign_id"] == name) for name in names}
    return Chart(
        "gains",
        "Gains of the lists that were sent",
        "Share of a list's answers that came from its first so many members, by propensity. On the dashed line the "
        "order would be none.",
        drawing("gains", "best tenth: " + listed((titles[n], in_percent(g)) for n, g in tops.items()), HEIGHT, marks),
    )


def _tenths(brief: Brief) -> Chart | None:
    """Draw what came of each tenth as bars, what was foreseen as a line over each."""
    rows = _rows(brief.tenths)
    if not rows:
        return None
    marks_at = ticks(0, max(max(row["rate"], row["expected_rate"]) for row in rows), 4)
    up, width = upward(marks_at), (WIDTH - LEFT - RIGHT) / len(rows)
    marks = [*grid(marks_at, up, share_tick)]
    for place, row in enumerate(rows):
        x = LEFT + width * place
        words = f"tenth {row['decile']}: foreseen {in_percent(row['expected_rate'])}, "
        words += f"answered {in_percent(row['rate'])}"
        words += f"; {row['answers']:,} of {row['members']:,}, foreseen {row['expected']:,.1f}"
        marks.append(box(x + 4, up(0), width - 8, up(row["rate"]) - up(0), "one", words))
        marks.append(line(x + 1, up(row["expected_rate"]), x + width - 1, up(row["expected_rate"]), "two thick", words))
        marks.append(text(x + width / 2, HEIGHT - 18, str(row["decile"]), anchor="middle"))
    marks.append(below("tenth of the list, the best first"))
    marks += legend(("answered", "one"), ("foreseen", "two"))
    return Chart(
        "tenths",
        "Foreseen and answered, by tenth",
        "Response rate of each tenth of the lists that were sent, by propensity: the mean propensity (foreseen) beside "
        "what came (answered), all lists of the month together.",
        drawing("tenths", listed((f"tenth {r['decile']}", in_percent(r["rate"])) for r in rows), HEIGHT, marks),
    )


def _days(brief: Brief) -> Chart | None:
    rows = _rows(brief.days)
    if not rows:
        return None
    half = next(row["days"] for row in rows if row["share_so_far"] >= 0.5)
    hovers = [f"day {r['days']}: {r['responses']:,} answers, {in_percent(r['share_so_far'])} by then" for r in rows]
    by_then = "on the day of the contact" if half == 0 else f"by day {half}"
    return Chart(
        "days",
        "Days to the answer",
        f"Answers by days after the contact; half of them had come {by_then}.",
        _counted("days", rows, "days", hovers, "days after the contact"),
    )


def _hours(brief: Brief) -> Chart | None:
    rows = _rows(brief.hours)
    if not rows:
        return None
    hovers = [f"{r['hour']:02}:00 to {r['hour']:02}:59: {r['responses']:,}, {in_percent(r['share'])}" for r in rows]
    return Chart(
        "hours",
        "Hour of the answer",
        "Answers by hour of the day, on the member's own clock where it is known; those of which only the day is known "
        "are left out.",
        _counted("hours", rows, "hour", hovers, "o'clock"),
    )


def _counted(name: str, rows: Rows, label: str, hovers: list[str], words: str) -> str:
    """Draw counts as bars side by side, some of them labelled."""
    marks_at = ticks(0, max(1, *(row["responses"] for row in rows)), 4)
    up, width = upward(marks_at), (WIDTH - LEFT - RIGHT) / len(rows)
    every = next(n for n in (1, 2, 5, 7, 10, 14, 30, 60, 120, 365, len(rows)) if n * width >= 20 or n == len(rows))
    every = 6 if label == "hour" else every
    marks = [*grid(marks_at, up, count_tick)]
    for place, (row, hover) in enumerate(zip(rows, hovers, strict=True)):
        x, gap = LEFT + width * place, min(2.0, width / 5)
        marks.append(box(x + gap, up(0), width - 2 * gap, up(row["responses"]) - up(0), "one", hover))
        if row[label] % every == 0:
            marks.append(text(x + width / 2, HEIGHT - 18, str(row[label]), anchor="middle"))
    marks.append(below(words))
    return drawing(name, listed((str(r[label]), f"{r['responses']:,}") for r in rows), HEIGHT, marks)


def _tiers(brief: Brief) -> Chart | None:
    """Draw two bars a tier: its share of members, and of revenue."""
    rows = [row for row in _rows(brief.tiers) if row["members"] or row["revenue"]]
    if not rows or brief.value_month is None:
        return None
    most = max(max(row["share"], row["share_of_revenue"] or 0) for row in rows) or 1
    at, step = scale(0, most, 84, WIDTH - 56), 38.0
    marks: list[str] = [*legend(("of members", "faint"), ("of revenue", "one"))]
    for place, row in enumerate(rows):
        y = 24 + step * place
        words = f"{row['tier']}: {row['members']:,} members, {in_percent(row['share'])}; "
        words += f"revenue {row['revenue']:,.0f} a month"
        marks.append(text(0, y + 18, fitted(row["tier"], 78), "ink", hover=words))
        for down, look, share in ((0, "faint", row["share"]), (15, "one", row["share_of_revenue"] or 0)):
            marks.append(box(84, y + down, max(at(share) - 84, 0), 12, look, words))
            marks.append(text(max(at(share), 84) + 5, y + down + 10.5, in_percent(share), "ink small", hover=words))
    return Chart(
        "tiers",
        f"Value tiers, {month_name(brief.value_month)}",
        "Each tier's share of all members, and of revenue a month (mean of the window of the settings).",
        drawing("tiers", listed((r["tier"], in_percent(r["share"])) for r in rows), 26 + step * len(rows), marks),
    )


def _concentration(brief: Brief) -> Chart | None:
    rows = _rows(brief.concentration)
    if not rows or brief.value_month is None:
        return None
    across, up = scale(0, 1, LEFT, WIDTH - RIGHT), upward(_QUARTERS)
    marks = [*grid(_QUARTERS, up, share_tick), path([(across(0), up(0)), (across(1), up(1))], "rule dashed line")]
    marks += _shares_below(across)
    marks.append(below("of members with revenue, the best first"))
    points = [(0.0, 0.0), *((row["top_share"], row["share_of_revenue"]) for row in rows)]
    marks.append(path([(across(share), up(brings)) for share, brings in points], "one line"))
    for row in rows:
        words = f"{share_tick(row['top_share'])} of members ({row['members']:,}) bring "
        words += in_percent(row["share_of_revenue"])
        marks.append(dot(across(row["top_share"]), up(row["share_of_revenue"]), "one", words))
    quarter = next(row for row in rows if row["top_share"] == 0.25)
    brings = f"25 % bring {in_percent(quarter['share_of_revenue'], 0)}"
    marks.append(text(across(0.25) + 10, up(quarter["share_of_revenue"]) + 16, brings, "ink"))
    return Chart(
        "concentration",
        "How much the best bring",
        f"Share of revenue that the best members bring; Gini coefficient {rows[0]['gini']:.2f} (0: all bring the "
        "same). Members without revenue are not in it.",
        drawing("concentration", brings, HEIGHT, marks),
    )


def _shares_below(across: Scale) -> Iterator[str]:
    for share in _QUARTERS[1:]:
        yield text(across(share), HEIGHT - 18, share_tick(share), anchor="end" if share == 1 else "middle")


_QUARTERS = [0.0, 0.25, 0.5, 0.75, 1.0]
