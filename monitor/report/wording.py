"""The words and number forms of reports, in Bahasa Indonesia."""

from __future__ import annotations

from monitor.report.document import Cell, Chart, Table
from monitor.report.figures import Share

TERMS = {
    "verify": "Verifikasi (Humas)",
    "accept": "Terima (OPD)",
    "respond": "Tanggapan pertama (OPD)",
    "finish": "Selesai",
}
TERMS_SHORT = {"verify": "verifikasi", "accept": "terima", "respond": "tanggapan", "finish": "selesai"}
LEVELS = {"K1": "K1 Kritis", "K2": "K2 Tinggi", "K3": "K3 Sedang", "K4": "K4 Rendah"}
NOT_REACHED = "belum tercapai"
TOO_FEW = "data kurang"
NONE = "–"


def number(value: float | None, decimals: int = 1) -> str:
    """Return a number the Indonesian way (1.234,5); a dash for None."""
    if value is None:
        return NONE
    return f"{value:,.{decimals}f}".translate(str.maketrans(",.", ".,"))


def hours(value: float | None) -> str:
    """Return hours, or "belum tercapai" where the survival curve does not come down so far."""
    return NOT_REACHED if value is None else f"{number(value)} jam"


def percent(value: float | None) -> str:
    """Return a share as whole percent."""
    return NONE if value is None else f"{value * 100:.0f}%"


def share(value: Share) -> str:
    """Return a share with its count and 95 % interval: "12 dari 15 (80%; 55–93%)"."""
    if value.n == 0:
        return NONE
    return (
        f"{value.count} dari {value.n} ({percent(value.value)}; "
        f"{percent(value.low).rstrip('%')}–{percent(value.high)})"
    )


# --- typed cells: read as words by people, as numbers by spreadsheets -----------------------------------


def count_cell(value: int) -> Cell:
    """Return a whole number as a cell."""
    return Cell(number(value, 0), value, "int")


def number_cell(value: float | None, decimals: int = 1) -> Cell:
    """Return a number as a cell; empty for a spreadsheet where there is none."""
    return Cell(number(value, decimals), value, "decimal")


def hours_cell(value: float | None) -> Cell:
    """Return hours as a cell; "belum tercapai" where there are none."""
    return Cell(NOT_REACHED) if value is None else Cell(number(value), value, "decimal")


def share_cell(value: float | None) -> Cell:
    """Return a share (0 to 1) as a cell."""
    return Cell(percent(value), value, "share")


def charted(chart: Chart, first: str, decimals: int = 1) -> list[Chart | Table]:
    """Return a chart and the table of its numbers; ``first`` heads the column of x."""
    rows = tuple(
        (at, *(number_cell(one.values[place], decimals) for one in chart.series))
        for place, at in enumerate(chart.x)
    )
    columns = (first, *(one.name for one in chart.series))
    table = Table(columns, rows, "l" + "r" * len(chart.series), f"Angka grafik ({chart.unit})", chart.title)
    return [chart, table]
