"""A press that never was: copies of invented articles as outlets make them, and template news as traps.

``copy_of`` edits, cuts, re-datelines and swaps as reprints do. ``template`` prints the same kinds of daily news with
other figures (prices, weather, prayer times, matches, case counts), ``flood`` the same flood in any kabupaten.
"""

from __future__ import annotations

import json
import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

Row = dict[str, str]

CORPUS = Path(__file__).parents[2] / "classifiers" / "corpus"
MONTHS = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
]
DAYS = ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"]
START = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
OUTLETS = ("kabarpesisir.example", "tirta-news.example", "wartaselatan.example", "lontara.example")
AREAS = {
    "maros": "Maros", "barru": "Barru", "pangkep": "Pangkep", "gowa": "Gowa", "takalar": "Takalar", "bone": "Bone",
    "soppeng": "Soppeng", "wajo": "Wajo", "sinjai": "Sinjai", "bulukumba": "Bulukumba", "luwu": "Luwu",
    "luwu-timur": "Luwu Timur", "luwu-utara": "Luwu Utara", "pinrang": "Pinrang", "enrekang": "Enrekang",
}  # fmt: skip


def corpus() -> list[Row]:
    """Return the invented articles of the training corpus that are not one of a contrast pair."""
    rows = []
    for file in sorted(CORPUS.glob("*.jsonl")):
        for line in file.read_text("utf-8").split("\n"):
            raw = json.loads(line) if line else {"id": "a"}
            if raw["id"][-1] not in "ab":
                text = "\n".join(raw["sentences"])
                rows.append(
                    {"id": raw["id"], "title": raw["title"], "text": text, "published": raw["published"]}
                )
    return rows


def at(day: float, hour: float = 1) -> str:
    """Return the instant so many days and hours after the first Monday of March 2026, as ISO."""
    return (START + timedelta(days=day, hours=hour)).isoformat()


def spoken(day: int) -> str:
    """Return a day as newspapers write it: "Senin (2/3/2026)"."""
    date = START + timedelta(days=day)
    return f"{DAYS[date.weekday()]} ({date.day}/{date.month}/{date.year})"


def copy_of(
    row: Row, rng: random.Random, words: list[str], edits: float, cut: float, swap: bool = True
) -> Row:
    """Return a reprint: new dateline, a share of words replaced, dropped or added, paragraphs swapped, tail cut."""
    paragraphs = row["text"].split("\n")
    if swap and len(paragraphs) > 3:
        i = rng.randrange(len(paragraphs) - 1)
        paragraphs[i], paragraphs[i + 1] = paragraphs[i + 1], paragraphs[i]
    out: list[str] = []
    for word in "\n".join(paragraphs).split(" "):
        draw = rng.random() / edits if edits else 1.0
        if draw >= 1:
            out.append(word)
        elif draw < 0.6:
            out.append(rng.choice(words))
        elif draw >= 0.8:
            out += [word, rng.choice(words)]
    kept = " ".join(out[: round(len(out) * (1 - cut))])
    outlet = rng.choice(OUTLETS)
    title = row["title"] if rng.random() < 0.5 else retitled(row["title"], rng)
    text = f"{rng.choice(list(AREAS.values())).upper()}, {outlet.split('.')[0].upper()} - {kept}"
    return {
        **row,
        "id": f"{row['id']}-salinan-{rng.randrange(10**6)}",
        "title": title,
        "text": text,
        "outlet": outlet,
    }


def retitled(title: str, rng: random.Random) -> str:
    """Return a title with its words shuffled about and a prefix, as desks do."""
    words = title.split()
    middle = rng.randrange(1, max(2, len(words)))
    return (
        f"{rng.choice(('Viral,', 'Duh!', 'Ternyata', 'Heboh!'))} {' '.join(words[middle:] + words[:middle])}"
    )


def template(kind: str, day: int, place: str, rng: random.Random) -> Row:
    """Return one day's edition of a template: ``harga`` · ``cuaca`` · ``salat`` · ``laga`` · ``kasus``."""
    date = START + timedelta(days=day)
    named = f"{date.day} {MONTHS[date.month - 1]} {date.year}"
    n = rng.randrange
    teams = rng.sample(["Elang Biru", "Badik FC", "Pinisi United", "Lontara Muda", "Persada Timur"], 2)
    title, text = {
        "harga": (
            f"Harga Pangan di {place} Hari Ini, {named}",
            f"Harga bahan pokok di pasar {place} pada {spoken(day)} kembali berubah.\n"
            f"Cabai rawit dijual Rp{n(30, 95)}.{n(100, 999)} per kilogram, bawang merah Rp{n(20, 60)}.{n(100, 999)}, "
            f"beras medium Rp{n(11, 17)}.{n(100, 999)} dan telur Rp{n(24, 39)}.{n(100, 999)} per kilogram.\n"
            "Pedagang menyebut pasokan dari petani menentukan harga. Pembeli diminta berbelanja secukupnya.",
        ),
        "cuaca": (
            f"Prakiraan Cuaca {place}: Hujan Ringan Siang hingga Malam",
            f"Prakiraan cuaca untuk {place} pada {spoken(day)}: hujan ringan pada siang hingga malam hari.\n"
            f"Suhu udara {n(21, 25)},{n(1, 9)} sampai {n(29, 34)},{n(1, 9)} derajat, kelembapan {n(60, 98)} persen, "
            f"angin bertiup {n(10, 40)} kilometer per jam, tinggi gelombang {n(50, 190)} sentimeter.\n"
            "Warga diminta membawa payung dan waspada terhadap petir saat hujan turun.",
        ),
        "salat": (
            f"Jadwal Salat {place} dan Sekitarnya {named}",
            f"Berikut jadwal salat untuk {place} dan sekitarnya pada {spoken(day)}.\n"
            f"Subuh 04.{n(30, 59)} WITA, Zuhur 12.{n(10, 30)} WITA, Asar 15.{n(20, 40)} WITA, "
            f"Magrib 18.{n(10, 30)} WITA, Isya 19.{n(20, 40)} WITA.\nDirikan salat tepat pada waktunya.",
        ),
        "laga": (
            f"{teams[0]} Menang {n(1, 5)}-0 atas {teams[1]} di {place}",
            f"{teams[0]} mengalahkan {teams[1]} di Stadion {place}, {spoken(day)}.\n"
            f"Gol dicetak pada menit ke-{n(10, 44)} dan ke-{n(46, 90)} di hadapan {n(1, 9)}.{n(100, 999)} penonton.\n"
            "Pelatih memuji kerja keras para pemain dan meminta mereka tidak cepat puas.",
        ),
        "kasus": (
            f"Kasus Demam Berdarah di {place} Bertambah",
            f"Dinas kesehatan mencatat {n(10, 99)} kasus baru demam berdarah di {place}, {spoken(day)}.\n"
            f"Sejak awal tahun {n(200, 900)} warga dirawat, {n(100, 190)} di antaranya anak-anak, "
            f"dan {n(10, 60)} desa masuk zona merah.\nWarga diminta menguras bak mandi dan menutup penampungan air.",
        ),
    }[kind]
    row = {"id": f"{kind}-{place}-{day}", "title": title, "text": text, "published": at(day, 2)}
    return {**row, "outlet": rng.choice(OUTLETS)}


def flood(slug: str, day: int, rng: random.Random) -> Row:
    """Return the same report of a flood in one kabupaten; only place, figures and persons differ."""
    place, who = AREAS[slug], rng.choice(("Daeng Situju", "Tenri Lawa", "Baso Palinrungi", "Mariati"))
    homes, souls = rng.randrange(100, 900), rng.randrange(1000, 4000)
    text = (
        f"Banjir merendam {homes} rumah warga di Kabupaten {place} setelah hujan deras sejak {spoken(day - 1)}.\n"
        f'"Air naik cepat sekali sampai setinggi dada," kata {who}, warga setempat, {spoken(day)}.\n'
        f"Sebanyak {souls} jiwa mengungsi ke masjid dan sekolah. Warga menilai pemerintah provinsi lamban mengirim "
        "perahu karet dan makanan siap saji.\n"
        f"BPBD {place} mendirikan dapur umum dan mendata kerusakan. Normalisasi sungai yang dijanjikan belum dikerjakan."
    )
    title = f"Banjir Rendam {homes} Rumah di {place}, Warga Sebut Bantuan Lamban"
    row = {
        "id": f"banjir-{slug}-{day}",
        "title": title,
        "text": text,
        "published": at(day, rng.random() * 10),
    }
    return {**row, "outlet": rng.choice(OUTLETS)}
