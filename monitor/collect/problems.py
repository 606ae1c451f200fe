"""Every way a fetch can fail, as a value with one plain Indonesian sentence."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from monitor.model import Problem

_GONE = (404, 410)
_BUSY = (429, 503)
_BLOCKED = (401, 403, 406, 451)


@dataclass(frozen=True, slots=True)
class Failure:
    """A problem, the pause the outlet asks for (seconds) and its HTTP status (0 where there is none)."""

    problem: Problem
    retry_after: float = 0.0
    status: int = 0


def host_of(url: str) -> str:
    """Return the host (and port) of ``url`` for use in a sentence, or the text itself where it has none."""
    try:
        return urlsplit(url).netloc.rpartition("@")[2] or url[:80]
    except ValueError:
        return url[:80]


def fail(kind: str, reason: str, url: str = "") -> Failure:
    """Return a failure of ``kind`` (see ``monitor.model.Problem``)."""
    return Failure(Problem(kind, reason, url))


def of_status(url: str, status: int, retry_after: float) -> Failure:
    """Return what an HTTP status other than success means."""
    host = host_of(url)
    if status in _GONE:
        kind, reason = (
            "gone",
            f"{host} menjawab {status}: alamat ini tidak ada lagi; periksa url-nya di feeds.yaml.",
        )
    elif status in _BUSY:
        wait = f" dan meminta jeda {round(retry_after)} detik" if retry_after else ""
        kind, reason = "busy", f"{host} sedang membatasi permintaan (jawaban {status}){wait}."
    elif status in _BLOCKED:
        kind = "blocked"
        reason = f"{host} menolak permintaan kita (jawaban {status}); mintalah izin kepada redaksinya."
    elif status == 304:
        kind, reason = "broken", f"{host} menjawab 304 (tidak berubah) padahal tidak ditanya begitu."
    elif status >= 500:
        kind, reason = "broken", f"{host} sedang bermasalah (jawaban {status}); dicoba lagi nanti."
    else:
        kind, reason = "broken", f"{host} memberi jawaban {status} yang tidak dapat dipakai."
    return Failure(Problem(kind, reason, url), retry_after, status)


def no_name(url: str) -> Failure:
    """Return the failure of a host name that does not resolve."""
    return fail(
        "offline", f"Nama {host_of(url)} tidak ditemukan; periksa sambungan internet atau ejaan url.", url
    )


def no_route(url: str) -> Failure:
    """Return the failure of a host that cannot be reached."""
    return fail(
        "offline", f"{host_of(url)} tidak dapat dihubungi; situsnya mati atau jaringan terputus.", url
    )


def too_slow(url: str, seconds: float) -> Failure:
    """Return the failure of an answer that is not complete within the total time allowed."""
    return fail("offline", f"{host_of(url)} tidak selesai menjawab dalam {seconds:g} detik.", url)


def too_big(url: str, limit: int) -> Failure:
    """Return the failure of a body beyond ``limit`` bytes (after decompression)."""
    return fail(
        "refused", f"Jawaban {host_of(url)} melebihi batas {limit / 2**20:g} MiB dan tidak diambil.", url
    )


def too_many_hops(url: str) -> Failure:
    """Return the failure of a chain or loop of redirects."""
    return fail("broken", f"{host_of(url)} mengalihkan permintaan berputar-putar; periksa url-nya.", url)


def forbidden(url: str, address: str) -> Failure:
    """Return the failure of an address that lies inside a private network."""
    return fail(
        "refused",
        f"{host_of(url)} mengarah ke alamat jaringan dalam ({address}) dan tidak dihubungi; "
        "bila memang dikehendaki, tulis host itu pada allow_private_hosts.",
        url,
    )


def bad_url(url: str) -> Failure:
    """Return the failure of something that is not a web address."""
    return fail("refused", f"'{url[:80]}' bukan alamat web (http atau https) yang sah.", url[:300])


def cut_short(url: str) -> Failure:
    """Return the failure of an answer that breaks off or breaks the protocol."""
    return fail("broken", f"Jawaban {host_of(url)} terputus di tengah atau rusak; dicoba lagi nanti.", url)


def bad_tls(url: str) -> Failure:
    """Return the failure of a certificate that does not hold."""
    return fail("broken", f"Sertifikat keamanan {host_of(url)} tidak sah atau kedaluwarsa.", url)


def unpackable(url: str, encoding: str) -> Failure:
    """Return the failure of a compression that cannot be undone here."""
    return fail(
        "broken", f"{host_of(url)} memakai kompresi '{encoding[:20]}' yang rusak atau tidak dikenal.", url
    )


def by_robots(url: str) -> Failure:
    """Return the failure of an address that robots.txt closes to us."""
    return fail("blocked", f"robots.txt {host_of(url)} tidak mengizinkan alamat ini dibaca.", url)


def challenge(url: str) -> Failure:
    """Return the failure of a page that wants to see a human."""
    return fail(
        "blocked",
        f"{host_of(url)} menampilkan halaman pemeriksaan robot; mintalah izin kepada redaksinya.",
        url,
    )


def not_a_feed(url: str) -> Failure:
    """Return the failure of an HTML page or plain text where a feed is due."""
    return fail("broken", f"{host_of(url)} menjawab halaman biasa, bukan umpan berita; periksa url-nya.", url)


def malformed(url: str, what: str) -> Failure:
    """Return the failure of a document that cannot be read; ``what`` names it ("umpan", "peta situs")."""
    return fail("broken", f"Isi {what} dari {host_of(url)} rusak dan tidak terbaca.", url)


def empty(url: str, what: str) -> Failure:
    """Return the failure of a document without a single entry."""
    return fail("empty", f"Tidak ada satu pun berita pada {what} {host_of(url)}.", url)


def all_to_home(url: str) -> Failure:
    """Return the failure of a feed whose every link leads to one address or to the home page."""
    return fail(
        "broken", f"Semua tautan pada umpan {host_of(url)} menuju halaman yang sama, bukan ke beritanya.", url
    )


def unexpected(url: str, error: BaseException) -> Failure:
    """Return the failure of something nobody foresaw; the log has the traceback."""
    return fail(
        "broken", f"Terjadi galat tak terduga saat membaca {host_of(url)} ({type(error).__name__}).", url
    )
