"""The words and number forms of reports, in Bahasa Indonesia."""

from __future__ import annotations

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
