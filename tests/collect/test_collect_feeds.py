from __future__ import annotations

import pytest

from monitor.collect.feeds import is_challenge, read_feed
from monitor.collect.job import Entry
from monitor.collect.problems import Failure
from monitor.schema_feeds import LinkRules

URL = "https://kabar.example/feed/"


def rss(*items: str, head: str = "<?xml version='1.0' encoding='UTF-8'?>", ns: str = "") -> bytes:
    return (
        f"{head}<rss version='2.0' {ns}><channel><title>Kabar</title><link>https://kabar.example</link>"
        f"{''.join(f'<item>{item}</item>' for item in items)}</channel></rss>"
    ).encode()


def read(body: bytes, charset: str = "", limit: int = 2000) -> tuple[Entry, ...]:
    found = read_feed(body, charset, URL, LinkRules(), limit)
    assert not isinstance(found, Failure), found
    return found


def refused(body: bytes) -> str:
    found = read_feed(body, "", URL, LinkRules(), 2000)
    assert isinstance(found, Failure)
    return found.problem.kind


JALAN = "<title>Jalan rusak</title><link>https://kabar.example/2026/11/jalan-rusak/</link>"
AIR = "<title>Air keruh</title><link>https://kabar.example/2026/11/air-keruh/</link>"


def test_an_entry_keeps_the_raw_date_and_the_folded_key() -> None:
    (entry,) = read(
        rss(f"{JALAN}<pubDate>Thu, 19 Nov 2026 10:00:00 WITA</pubDate><description>Ringkas</description>")
    )

    assert entry.key == "https://kabar.example/2026/11/jalan-rusak"
    assert entry.url == "https://kabar.example/2026/11/jalan-rusak/"
    assert (entry.title, entry.summary) == ("Jalan rusak", "Ringkas")
    assert entry.published_raw == "Thu, 19 Nov 2026 10:00:00 WITA"


@pytest.mark.parametrize(
    "body",
    [
        b"\n\t" + rss(JALAN),
        b"\xef\xbb\xbf" + rss(JALAN),
        b"Warning: mysql_connect() in /x.php on line 3\n" + rss(JALAN),
        rss(JALAN.replace("jalan-rusak/", "jalan-rusak/?a=1&b=2")),
        rss(JALAN + "<description>a &nbsp; b</description>"),
        rss(JALAN + "<media:thumbnail url='x'/>"),
        rss(JALAN + "<description>\x0b</description>"),
        rss(JALAN)[:-20],
        rss(JALAN) + b"<script>x</script>",
        rss(JALAN, head="<?xml version='1.0' encoding='windows-1252'?>"),
        rss(JALAN).decode().encode("utf-16"),
        rss(JALAN, head="").replace(b"<rss", b"<rss xmlns:media='http://search.yahoo.com/mrss/'"),
    ],
    ids=["blank before", "BOM", "PHP warning", "bare ampersand", "nbsp", "undeclared prefix", "control character",
         "truncated", "script behind", "wrong charset label", "utf-16", "no declaration"],
)  # fmt: skip
def test_malformed_feeds_are_read_as_far_as_they_go(body: bytes) -> None:
    (entry,) = read(body)

    assert entry.title == "Jalan rusak"


def test_the_charset_of_the_bytes_beats_a_wrong_label() -> None:
    body = rss("<title>Warga “marah” – air keruh</title><link>https://kabar.example/a/b</link>")

    assert read(body, charset="iso-8859-1")[0].title == "Warga “marah” – air keruh"


def test_windows_1252_quotes_are_read() -> None:
    body = (
        rss("<title>Warga “marah”</title><link>https://kabar.example/a/b</link>", head="")
        .decode()
        .encode("cp1252")
    )

    assert read(body)[0].title == "Warga “marah”"


def test_titles_escaped_twice_are_decoded_once_more() -> None:
    assert read(
        rss("<title><![CDATA[IHSG Menguat &amp; Rupiah]]></title><link>https://kabar.example/a/b</link>")
    )[0].title == ("IHSG Menguat & Rupiah")


def test_a_title_inside_media_is_not_the_items_title() -> None:
    media = "<media:content url='x'><media:title>Foto: warga</media:title></media:content>"
    body = rss(JALAN + media, ns="xmlns:media='http://search.yahoo.com/mrss/'")

    assert read(body)[0].title == "Jalan rusak"


def test_summaries_lose_their_markup_and_full_text_is_kept_apart() -> None:
    body = rss(
        f"{JALAN}<description>&lt;img src='x'&gt;<![CDATA[\"Kata warga\"]]></description>"
        "<content:encoded><![CDATA[<p>Isi</p>]]></content:encoded>",
        ns="xmlns:content='http://purl.org/rss/1.0/modules/content/'",
    )

    (entry,) = read(body)

    assert (entry.summary, entry.html) == ('"Kata warga"', "<p>Isi</p>")


def test_the_signature_of_wordpress_is_no_summary() -> None:
    body = rss(
        f"{JALAN}<description>Warga kesal. […] The post Jalan rusak appeared first on Kabar.</description>"
    )

    assert read(body)[0].summary == "Warga kesal. […]"


def test_one_guid_for_all_does_not_make_one_article() -> None:
    guid = "<guid>https://kabar.example</guid>"

    assert len(read(rss(JALAN + guid, AIR + guid))) == 2


def test_a_guid_that_is_an_address_serves_where_the_link_is_the_front_page() -> None:
    items = [
        f"<title>T{n}</title><link>https://kabar.example/</link><guid>https://kabar.example/a/{n}</guid>"
        for n in "12"
    ]

    assert [entry.url for entry in read(rss(*items))] == [
        "https://kabar.example/a/1",
        "https://kabar.example/a/2",
    ]


def test_an_entry_without_link_is_known_by_title_and_day() -> None:
    first, second = (
        read(rss(AIR, f"<title>Tanpa tautan</title><pubDate>{day} 10:00:00</pubDate>"))[1].key
        for day in ("2026-11-19", "2026-11-20")
    )

    assert first != second
    assert first.startswith("https://kabar.example/feed#")


def test_all_links_to_the_front_page_is_a_failure() -> None:
    items = [
        f"<title>T{n}</title><link>https://kabar.example/</link><guid>https://kabar.example</guid>"
        for n in "123"
    ]

    assert refused(rss(*items)) == "broken"


def test_the_same_article_twice_is_one_entry() -> None:
    assert len(read(rss(JALAN, JALAN.replace("rusak/<", "rusak/?utm_source=rss<"), AIR))) == 2


def test_a_feed_is_read_up_to_its_limit() -> None:
    items = [f"<title>T{n}</title><link>https://kabar.example/a/berita-{n}</link>" for n in range(50)]

    assert len(read(rss(*items), limit=10)) == 10


def test_relative_links_are_resolved() -> None:
    assert (
        read(rss("<title>T</title><link>/berita/jalan</link>"))[0].url == "https://kabar.example/berita/jalan"
    )


def test_atom_is_read_alike() -> None:
    body = (
        b"<feed xmlns='http://www.w3.org/2005/Atom'><title>B</title><entry><title type='html'>&lt;b&gt;Air&lt;/b&gt; "
        b"keruh</title><link rel='replies' href='https://b.example/feeds/1/comments'/>"
        b"<link rel='alternate' href='https://b.example/2026/11/air.html?m=1'/>"
        b"<published>2026-11-19T10:00:00.001+08:00</published><content type='html'>&lt;p&gt;Isi&lt;/p&gt;</content>"
        b"<author><name>Rina</name></author></entry></feed>"
    )

    (entry,) = read(body)

    assert (entry.title, entry.author, entry.html) == ("Air keruh", "Rina", "<p>Isi</p>")
    assert entry.key == "https://b.example/2026/11/air.html"


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"", "empty"),
        (b"   \n", "empty"),
        (rss(), "empty"),
        (b"<!DOCTYPE html><html><title>Situs</title></html>", "broken"),
        (
            b"<html><head><title>Just a moment...</title><script src='/cdn-cgi/challenge-platform/x'></script>",
            "blocked",
        ),
        (b"Too many requests, slow down", "broken"),
        (b"<?xml version='1.0'?><data><a/></data>", "broken"),
    ],
    ids=["nothing", "blank", "no entry", "page", "challenge", "text", "other XML"],
)
def test_what_is_no_feed_has_its_own_outcome(body: bytes, kind: str) -> None:
    assert refused(body) == kind


LAUGHS = "<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(10)
)


def test_billion_laughs_is_refused_unread() -> None:
    assert refused(rss("<title>&k;</title>", head=LAUGHS + "]>")) == "broken"


def test_an_external_entity_is_refused_unread() -> None:
    head = "<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"

    assert refused(rss("<title>&x;</title>", head=head)) == "broken"


def test_the_harmless_entities_of_old_feeds_pass() -> None:
    head = "<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY nbsp '&#160;'>]>"

    assert len(read(rss(JALAN, head=head))) == 1


def test_an_article_about_captchas_is_no_challenge() -> None:
    assert not is_challenge(b"<html><body><p>Pemprov memasang captcha di situsnya.</p></body></html>")


def test_a_lone_entry_that_leads_to_the_front_page_is_no_article() -> None:
    body = (
        b"<rss version='2.0'><channel><link>https://a.example/</link><item><title>Judul</title>"
        b"<link>https://a.example/</link><guid>https://a.example/</guid></item></channel></rss>"
    )

    found = read_feed(body, "", "https://a.example/rss", LinkRules(), 2000)

    assert isinstance(found, Failure)
    assert "menuju halaman yang sama" in found.problem.reason


@pytest.mark.parametrize(
    "element", ["author", "dc:creator", "managingEditor", "title", "link", "description"]
)
@pytest.mark.timeout(60)
def test_an_endless_word_does_not_take_for_ever(element: str) -> None:
    (entry,) = read(rss(f"{JALAN}<{element}>{'a' * 2_000_000}</{element}>"))

    assert entry.key == "https://kabar.example/2026/11/jalan-rusak" or element == "link"
    assert len(entry.title) <= 1000
