"""``monitor list`` and ``monitor report``: one document each, shown, written to a file, kept or sent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from monitor.cli.app import DataOption, desk
from monitor.cli.console import write
from monitor.desk import Desk
from monitor.desk.periods import NAMES, Period
from monitor.errors import InputError
from monitor.report import BINARY_FORMATS, FORMATS, render
from monitor.report.document import Document

FormatOption = Annotated[
    str,
    typer.Option(
        "--format",
        metavar="BENTUK",
        help=f"Bentuk keluaran: {', '.join(FORMATS)}. Dengan --save boleh beberapa, dipisah koma.",
    ),
]
OutOption = Annotated[Path | None, typer.Option("--out", metavar="BERKAS", help="Tulis ke berkas ini.")]
DayOption = Annotated[str, typer.Option("--date", metavar="TANGGAL", help="Hari, misalnya 2026-11-21.")]
FromOption = Annotated[str, typer.Option("--from", metavar="TANGGAL", help="Hari pertama.")]
ToOption = Annotated[str, typer.Option("--to", metavar="TANGGAL", help="Hari terakhir.")]
PeriodOption = Annotated[str, typer.Option("--period", metavar="NAMA", help=f"Kurun: {', '.join(NAMES)}.")]
LastMonthOption = Annotated[bool, typer.Option("--last-month", help="Sama dengan --period bulan-lalu.")]
SaveOption = Annotated[bool, typer.Option("--save", help="Simpan ke folder laporan pada folder data.")]
SendOption = Annotated[
    str, typer.Option("--send", metavar="PENERIMA", help="Kirim ringkasannya, misalnya peran:koordinator.")
]
OnFirstOption = Annotated[
    str,
    typer.Option(
        "--on-first-working-day",
        metavar="BULAN|TRIWULAN",
        help="Hanya bekerja pada hari kerja pertama bulan atau triwulan (untuk cron).",
    ),
]
ExplainOption = Annotated[bool, typer.Option("--explain", help="Sertakan isu dan peristiwa di balik angka.")]
ZipOption = Annotated[
    bool, typer.Option("--zip", help="Tulis semua berkas bukti beserta sidiknya sebagai satu zip.")
]
CompareFrom = Annotated[str, typer.Option("--compare-from", metavar="TANGGAL", help="Awal kurun pembanding.")]
CompareTo = Annotated[str, typer.Option("--compare-to", metavar="TANGGAL", help="Akhir kurun pembanding.")]
_MONTHS = {"bulan": 1, "triwulan": 3}


@dataclass(frozen=True, slots=True)
class Way:
    """How a document leaves: in which forms, to which file, kept in the data folder, sent to whom."""

    form: str
    out: Path | None
    save: bool
    send: str

    def check(self) -> tuple[str, ...]:
        """Return the forms asked for. Raises InputError before any work is done."""
        forms = tuple(one.strip() for one in self.form.split(","))
        for form in forms:
            if form not in FORMATS:
                raise InputError(
                    f"--format: '{form}' tidak dikenal; pilih salah satu dari {', '.join(FORMATS)}."
                )
        if self.save and self.out:
            raise InputError("--out dan --save tidak dapat dipakai bersama; pilih salah satu.")
        if len(forms) > 1 and not self.save:
            raise InputError("Beberapa bentuk sekaligus hanya dengan --save; tanpa itu pilih satu bentuk.")
        if not (self.save or self.out or self.send) and forms[0] in BINARY_FORMATS:
            raise InputError(f"Bentuk {forms[0]} bukan teks; tambahkan --out BERKAS atau --save.")
        return forms


def register(app: typer.Typer) -> None:
    """Add the commands that make documents."""
    app.command("list")(daily_list)
    reports = typer.Typer(no_args_is_help=True, help="Laporan.")
    reports.command("response-time")(response_time)
    reports.command("media")(media)
    reports.command("clipping")(clipping)
    reports.command("iid")(iid)
    app.add_typer(reports, name="report")


def daily_list(
    day: DayOption = "",
    form: FormatOption = "text",
    out: OutOption = None,
    save: SaveOption = False,
    send: SendOption = "",
    data: DataOption = None,
    explain: ExplainOption = False,
) -> None:
    """Daftar harian isu negatif."""
    way = Way(form, out, save, send)
    way.check()
    asked = _day(day, "--date")
    with desk(data) as opened:
        _deliver(
            opened,
            _shown(opened, opened.daily_list(asked), explain),
            f"daftar-harian-{asked or opened.today()}",
            way,
        )


def clipping(
    day: DayOption = "",
    start: FromOption = "",
    end: ToOption = "",
    period: PeriodOption = "",
    form: FormatOption = "text",
    out: OutOption = None,
    save: SaveOption = False,
    send: SendOption = "",
    data: DataOption = None,
    explain: ExplainOption = False,
) -> None:
    """Kliping berita tentang pemerintah daerah: kutipan dan tautan (bawaan: hari ini)."""
    if day and (start or end or period):
        raise InputError("--date tidak dapat dipakai bersama --from, --to atau --period; pilih salah satu.")
    if _day(day, "--date"):
        start, end = day, day
    _make(
        "kliping", Way(form, out, save, send), data,
        (start, end, period or ("" if start or end else "hari-ini")),
        lambda opened, span: _shown(opened, opened.publishing.clipping(span), explain),
    )  # fmt: skip


def media(
    start: FromOption = "",
    end: ToOption = "",
    period: PeriodOption = "",
    form: FormatOption = "text",
    out: OutOption = None,
    save: SaveOption = False,
    send: SendOption = "",
    data: DataOption = None,
    explain: ExplainOption = False,
) -> None:
    """Analisis media (bawaan: minggu lalu)."""
    _make(
        "analisis-media", Way(form, out, save, send), data,
        (start, end, period or ("" if start or end else "minggu-lalu")),
        lambda opened, span: _shown(opened, opened.publishing.media(span), explain),
    )  # fmt: skip


def response_time(
    start: FromOption = "",
    end: ToOption = "",
    period: PeriodOption = "",
    last_month: LastMonthOption = False,
    compare_from: CompareFrom = "",
    compare_to: CompareTo = "",
    explain: ExplainOption = False,
    on_first: OnFirstOption = "",
    form: FormatOption = "text",
    out: OutOption = None,
    save: SaveOption = False,
    send: SendOption = "",
    data: DataOption = None,
) -> None:
    """Laporan waktu tanggap atas isu yang terdeteksi dalam suatu kurun (bawaan: bulan berjalan)."""
    if bool(compare_from) != bool(compare_to):
        raise InputError("Kurun pembanding perlu --compare-from dan --compare-to bersama-sama.")
    before_from, before_to = _day(compare_from, "--compare-from"), _day(compare_to, "--compare-to")

    def make(opened: Desk, span: Period) -> Document:
        before = opened.publishing.span(before_from, before_to) if before_from else None
        return opened.publishing.response_time(span, before, explain=explain)

    _make(
        "waktu-tanggap", Way(form, out, save, send), data,
        (start, end, period or ("bulan-lalu" if last_month else "")), make, on_first,
    )  # fmt: skip


def iid(
    start: FromOption = "",
    end: ToOption = "",
    period: PeriodOption = "",
    form: FormatOption = "text",
    out: OutOption = None,
    save: SaveOption = False,
    zipped: ZipOption = False,
    data: DataOption = None,
    explain: ExplainOption = False,
) -> None:
    """Bukti untuk Indeks Inovasi Daerah; tanpa skor ramalan (bawaan: tahun berjalan)."""
    asked = (start, end, period or ("" if start or end else "tahun-ini"))
    if zipped:
        if save or explain or form != "text":
            raise InputError("--zip tidak dapat dipakai bersama --format, --save atau --explain.")
        with desk(data) as opened:
            print(f"Tersimpan: {opened.publishing.evidence_zip(_span(opened, asked), out)}")
        return
    _make(
        "bukti-iid", Way(form, out, save, ""), data, asked,
        lambda opened, span: _shown(opened, opened.publishing.evidence(span), explain),
    )  # fmt: skip


def _make(
    name: str,
    way: Way,
    data: Path | None,
    asked: tuple[str, str, str],
    make: Callable[[Desk, Period], Document],
    on_first: str = "",
) -> None:
    """Make a document over the period asked for (from, to, name) and deliver it."""
    way.check()
    if on_first and on_first not in _MONTHS:
        raise InputError(f"--on-first-working-day: '{on_first}' tidak dikenal; tulis bulan atau triwulan.")
    with desk(data) as opened:
        if on_first and not opened.publishing.is_first_working_day(_MONTHS[on_first]):
            return
        span = _span(opened, asked)
        _deliver(opened, make(opened, span), f"{name}-{span.first}-{span.last}", way)


def _shown(opened: Desk, document: Document, explain: bool) -> Document:
    return opened.publishing.explained(document) if explain else document


def _span(opened: Desk, asked: tuple[str, str, str]) -> Period:
    start, end, named = asked
    if named and (start or end):
        raise InputError("--period tidak dapat dipakai bersama --from atau --to; pilih salah satu.")
    if named:
        return opened.publishing.period(named)
    return opened.publishing.span(_day(start, "--from"), _day(end, "--to"))


def _deliver(opened: Desk, document: Document, name: str, way: Way) -> None:
    forms = way.check()
    if way.save:
        for path in opened.publishing.save(document, name, forms):
            print(f"Tersimpan: {path}")
    elif way.out or not way.send:
        write(render(document, forms[0]), way.out)
    if way.send:
        new = opened.publishing.send(document, name, [one.strip() for one in way.send.split(",")])
        print(f"Masuk antrean kirim: {new} pesan.")


def _day(text: str, option: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise InputError(f"{option}: '{text}' bukan tanggal; tulis seperti 2026-11-21.") from error
