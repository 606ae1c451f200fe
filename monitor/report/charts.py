"""Charts in one house style, as SVG with its letters drawn as shapes: sharp on screen and on paper.

Every chart comes with a table of the same numbers, for readers who cannot see it and for those who check.
"""

from __future__ import annotations

import io

import matplotlib
from cycler import cycler
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from monitor.report.document import Chart
from monitor.report.wording import number

# Dark enough on white for print, told apart by people who see no red or green (Okabe & Ito 2008).
COLOURS = ("#0b4f8a", "#d55e00", "#009e73", "#8a8f98", "#cc79a7", "#e69f00")
INK, GRID = "#333333", "#d9dde3"
WIDTH, HEIGHT = 6.7, 2.7  # inches: the text width of an A4 page

matplotlib.rcParams.update(
    {
        "font.family": "DejaVu Sans",  # comes with matplotlib, so that every machine draws the same
        "font.size": 8,
        "axes.edgecolor": GRID,
        "axes.labelcolor": INK,
        "axes.prop_cycle": cycler(color=COLOURS),
        "xtick.color": INK,
        "ytick.color": INK,
        "text.color": INK,
        "text.parse_math": False,  # a title with two dollar signs is not a formula
        "svg.fonttype": "path",
        "svg.hashsalt": "humas-reaksi-cepat",  # same numbers, same file
    }
)


def svg(chart: Chart) -> str:
    """Return the chart as an SVG picture."""
    picture = io.StringIO()
    _figure(chart).savefig(picture, format="svg", metadata={"Date": None, "Creator": None})
    return picture.getvalue()


def png(chart: Chart) -> bytes:
    """Return the chart as a PNG picture, for programs that read no SVG (older Word)."""
    picture = io.BytesIO()
    _figure(chart).savefig(picture, format="png", dpi=220, metadata={"Software": None})
    return picture.getvalue()


def _figure(chart: Chart) -> Figure:
    tall = 1.1 + 0.33 * len(chart.x) if chart.kind == "stacked" else HEIGHT
    figure = Figure(figsize=(WIDTH, tall), layout="constrained")
    axes = figure.add_subplot()
    (_stacked if chart.kind == "stacked" else _bars if chart.kind == "bar" else _lines)(axes, chart)
    axes.spines[["top", "right"]].set_visible(False)
    if len(chart.series) > 1 or chart.level:
        figure.legend(loc="outside lower center", ncols=4, frameon=False)
    return figure


def _lines(axes: Axes, chart: Chart) -> None:
    style = "steps-post" if chart.kind == "steps" else "default"
    for place, one in enumerate(chart.series):
        heights = [float("nan") if value is None else value for value in one.values]
        axes.plot(
            range(len(chart.x)), heights, label=_short(one.name), marker="o", markersize=3, linewidth=1.6,
            drawstyle=style, linestyle=("-", "--", "-.", ":")[place % 4],
        )  # fmt: skip
    _frame(axes, chart)


def _bars(axes: Axes, chart: Chart) -> None:
    width = 0.8 / max(len(chart.series), 1)
    for place, one in enumerate(chart.series):
        left = [at - 0.4 + width * (place + 0.5) for at in range(len(chart.x))]
        axes.bar(left, [value or 0 for value in one.values], width * 0.92, label=_short(one.name))
    _frame(axes, chart)


def _frame(axes: Axes, chart: Chart) -> None:
    every = max(1, len(chart.x) // 12 + (len(chart.x) % 12 > 0)) if len(chart.x) > 14 else 1
    axes.set_xticks(range(0, len(chart.x), every), [_short(one, 14) for one in chart.x[::every]])
    axes.set_ylabel(_short(chart.unit))
    axes.set_xlabel(_short(chart.x_title))
    axes.grid(axis="y", color=GRID, linewidth=0.6)
    axes.set_axisbelow(True)
    axes.yaxis.set_major_locator(MaxNLocator(6, integer=chart.unit in ("isu", "berita")))
    axes.yaxis.set_major_formatter(FuncFormatter(_tick))
    axes.set_ylim(bottom=0)
    if chart.level:
        axes.axhline(chart.level[0], color=COLOURS[3], linewidth=1, linestyle="--", label=chart.level[1])
    for place, what in chart.marks:
        axes.axvline(place, color=COLOURS[4], linewidth=0.8, linestyle=":")
        axes.annotate(_short(what), (place, 1), xycoords=("data", "axes fraction"), fontsize=6.5, rotation=90,
                      va="top", ha="right")  # fmt: skip


def _stacked(axes: Axes, chart: Chart) -> None:
    rows = range(len(chart.x))
    left = [0.0] * len(chart.x)
    for place, one in enumerate(chart.series):
        widths = [value or 0.0 for value in one.values]
        axes.barh(
            rows, widths, left=left, height=0.62, label=_short(one.name), color=COLOURS[place % len(COLOURS)]
        )
        left = [start + width for start, width in zip(left, widths, strict=True)]
    axes.set_yticks(rows, [_short(one) for one in chart.x])
    axes.invert_yaxis()
    axes.set_xlabel(chart.unit)
    axes.grid(axis="x", color=GRID, linewidth=0.6)
    axes.set_axisbelow(True)
    axes.xaxis.set_major_formatter(FuncFormatter(_tick))


def _tick(value: float, _: object) -> str:
    return number(value, 0 if float(value).is_integer() else 1)


def _short(text: str, most: int = 30) -> str:
    """A label that is too long would push the picture itself off the page."""
    return text if len(text) <= most else text[: most - 1] + "…"
