"""One key per article: every address under which an outlet serves the same text folds into one.

courlan's ``clean_url`` drops utm, fbclid and the like but leaves /amp/, m., mirrors and page numbers
(checked on the outlets' own forms), so the folding that matters here is a table of our own on top of
the standard parser.
"""

from __future__ import annotations

import contextlib
import re
from functools import lru_cache
from ipaddress import ip_address
from urllib.parse import parse_qsl, quote, unquote, urlencode, urljoin, urlsplit, urlunsplit

from courlan import extract_domain

from monitor.schema_feeds import LinkRules

# Parameters that never choose an article on the outlets seen: campaign marks, page selection, view variants.
_DROPPED = frozenset(
    [
        "fbclid",
        "gclid",
        "dclid",
        "msclkid",
        "igshid",
        "yclid",
        "twclid",
        "mc_cid",
        "mc_eid",
        "ref",
        "ref_src",
        "referrer",
        "source",
        "src",
        "from",
        "mtype",
        "jxrecoid",
        "jxreco",
        "cx_testid",
        "share",
        "shared",
        "view",
        "amp",
        "m",
        "page",
        "single",
        "showpage",
        "halaman",
        "hal",
        "lv",
        "outputtype",
        "output",
        "replytocom",
        "nonamp",
        "mode",
        "tracking_page_type",
        "recirc",
        "share_id",
        "spm",
        "alt",
        "rss",
        "feed",
        "_ga",
        "_gl",
    ]
)
_DROPPED_START = ("utm_", "wt_", "pk_", "mtm_", "hsa_", "at_", "jxrec")
_HOST_START = re.compile(r"^(?:www\d?|m|mobile|amp|wap|touch)\.(?=[^.]+\.)")
_AMP_PATH = re.compile(r"^/amp(?=/)|/amp/?$|(?<=[\w-])[.-]amp(?=\.html?$)", re.I)
_INDEX = re.compile(r"/index\.(?:php|html?)$", re.I)
_PAGE_PATH = re.compile(r"(?<=/)page/\d{1,3}$|(?<=/)(?:all|full)$", re.I)
# "/judul-yang-panjang/2": a slug of two words or more before a small number is a page of it,
# "/berita/12" is not.
_SLUG_PAGE = re.compile(r"(?<=[a-z0-9]-)([a-z0-9]+(?:\.html?)?)/(?:[2-9]|[1-4]\d)$", re.I)
_MEDIA = re.compile(
    r"/(foto|photo|photos|galeri-foto|foto-news|fotonews)(?=[/-])|/(video|videos|tv|detiktv)(?=[/-])", re.I
)
_SAFE = "/:@!$&'()*+,;=-._~"


def key_of(url: str, rules: LinkRules | None = None) -> str:
    """Return the canonical form of an article's address: what its identity is made of. Never raises.

    https, bare host, no tracking or page parameters, no AMP or mobile variant, no trailing page number
    or slash. ``rules`` add the outlet's mirror hosts and parameters to drop. Folding twice changes
    nothing.
    """
    try:
        parts = urlsplit(url.strip())
        host, port = (parts.hostname or "").lower().rstrip("."), parts.port
    except ValueError:
        return url.strip()
    if not host:
        return url.strip()
    netloc = _fold_host(host, port, rules)
    query = _fold_query(parts.query, rules)
    return urlunsplit(("https", netloc, _fold_path(parts.path) or "/", query, ""))


def _fold_host(host: str, port: int | None, rules: LinkRules | None) -> str:
    if not host.isascii():
        with contextlib.suppress(UnicodeError):
            host = host.encode("idna").decode("ascii")
    mirrors = rules.mirrors if rules else {}
    mirror = mirrors.get(f"{host}:{port}") or mirrors.get(host)
    host, port = (mirror.lower(), None) if mirror else (host, port)
    host = _bare(host)
    return host if port in (None, 80, 443) else f"{host}:{port}"


@lru_cache(maxsize=4096)
def _bare(host: str) -> str:
    while (bare := _HOST_START.sub("", host)) != host:
        host = bare
    return host


# Each address is folded three or four times on its way: is it a front page, what is its key?
@lru_cache(maxsize=4096)
def _fold_path(path: str) -> str:
    path = quote(
        unquote(re.sub(r"/{2,}", "/", path), errors="surrogateescape"), safe=_SAFE, errors="surrogateescape"
    )
    while True:
        before = path
        path = _INDEX.sub("", _AMP_PATH.sub("", path).rstrip("/"))
        path = _SLUG_PAGE.sub(r"\1", _PAGE_PATH.sub("", path).rstrip("/"))
        if path == before:
            return path


def _fold_query(query: str, rules: LinkRules | None) -> str:
    if not query:
        return ""
    extra = {name.lower() for name in rules.drop_params} if rules else set()
    kept = [
        (name, value)
        for name, value in parse_qsl(query, keep_blank_values=True, errors="surrogateescape")
        if name.lower() not in _DROPPED
        and name.lower() not in extra
        and not name.lower().startswith(_DROPPED_START)
    ]
    return urlencode(sorted(kept), errors="surrogateescape")


@lru_cache(maxsize=4096)
def domain_of(url: str) -> str:
    """Return the registrable domain of ``url`` ("fajar.co.id"); host and port for IPs and bare names."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").lower()
        netloc = parts.netloc.rpartition("@")[2]
    except ValueError:
        return ""
    try:
        ip_address(host)
    except ValueError:
        return str(extract_domain(f"https://{host}/") or netloc) if "." in host else netloc
    return netloc


def absolute(base: str, link: str) -> str:
    """Return ``link`` made absolute against ``base`` if it is a usable web address, else nothing."""
    try:
        url = link.strip()
        url = url if url.startswith(("http://", "https://")) else urljoin(base, url)
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return ""
    return (
        url.replace(" ", "%20")
        if link.strip() and usable and not re.search(r"[<>\"{}\\\x00-\x1f]", url)
        else ""
    )


def is_home(url: str) -> bool:
    """Return whether ``url`` is no more than a site's front page."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return True
    return _fold_path(parts.path) in ("", "/") and not _fold_query(parts.query, None)


def media_flag(url: str) -> str:
    """Return ``foto`` or ``video`` for addresses of picture galleries and clips, else nothing."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return ""
    if host.startswith(("20.", "tv.", "video.")):
        return "video"
    match = _MEDIA.search(parts.path)
    return "" if not match else "foto" if match[1] else "video"


def is_accepted(url: str, rules: LinkRules) -> bool:
    """Return whether the outlet's link rules take ``url`` for an article."""
    if any(re.search(pattern, url) for pattern in rules.reject):
        return False
    return not rules.accept or any(re.search(pattern, url) for pattern in rules.accept)
