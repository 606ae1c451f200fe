"""What Indonesian outlets print around an article: the phrases by which furniture is told from sentences.

Seen on the outlets' own pages. The rule for each is to need more than one word: "Ikuti seleksi, puluhan
ASN …", "Simak penjelasan …" and "Laporan BPK menyebut …" are sentences.
"""

from __future__ import annotations

import re

# A line that is no more than this ends the article: what follows is comments or other articles.
_STOPS = (
    r"continue reading",
    r"leave a (?:reply|comment)",
    r"tinggalkan (?:balasan|komentar)",
    r"batalkan balasan",
    r"you must be logged in.*",
    r"anda harus (?:masuk|login).*komentar.*",
    r"(?:berita|artikel|baca) (?:terkait|lainnya|populer|terpopuler|terbaru|pilihan|rekomendasi)",
    r"rekomendasi(?: (?:untuk anda|berita|redaksi))?",
    r"komentar(?: \(\d+\))?",
    r"(?:\d+ )?comments?",
    r"\d+ komentar",
    r"click to comment",
    r"terbaru|terkini|terpopuler",
    r"trending(?: now)?",
    r"jangan lewatkan",
    r"navigasi pos",
    r"berita selanjutnya",
    r"baca berita lain(?:nya)?",
    r"anda mungkin (?:juga )?(?:suka|menyukai).{0,20}",
    r"topik terkait",
    r"indeks berita",
)
STOP = re.compile(rf"(?:{'|'.join(_STOPS)})\s*[:.]?", re.I)

# A line that begins like this is left out; the article goes on after it.
_DROPS = (
    r"baca (?:juga|pula|selengkapnya|10 detik)\b",
    r"(?:you may also like.{0,20}|(?:next|previous) (?:post|article)|up next|don['’]t miss)$",
    r"related (?:posts?|articles?|topics?|news)\b.{0,40}$",
    r"baca (?:berita|artikel) (?:lain(?:nya)?|terkait|selengkapnya|menarik)\b",
    r"(?:lihat|tonton|simak|saksikan) (?:juga|video|pula|selengkapnya|breaking news|ulasan lengkap)\b",
    r"(?:lihat|tonton|simak|saksikan) (?:berita (?:dan|pilihan|lain|menarik)|artikel (?:menarik|lain))\b",
    r"pilihan editor\b",
    r"ikuti (?:kami|kanal|saluran|channel|whatsapp|terus|update|berita|perkembangan|informasi)\b",
    r"ikuti (?:media sosial|akun|google)\b",
    r"dapatkan (?:update|berita|informasi|notifikasi|kabar|artikel)\b",
    r"cek (?:berita|artikel|update)\b",
    r"telusuri berita\b",
    r"gabung (?:di|ke|dengan) (?:grup|channel|saluran|kanal)",
    r"(?:yuk,? (?:ikuti|gabung)|nikmati berita|wa channel\b|google news\b)",
    r"scroll to (?:continue|resume)",
    r"(?:advertisement|ads)\b",
    r"(?:iklan|headline|print|cetak|simpan|selanjutnya|sebelumnya|play video)$",
    r"halaman (?:selanjutnya|berikutnya|sebelumnya|\d)",
    r"ringkasan berita\b",
    r"(?:artikel|berita) ini telah (?:tayang|terbit|dimuat)\b",
    r"copyright\b|hak cipta|©|all rights reserved",
    r"(?:the post|artikel|postingan) .{5,200} (?:appeared first on|pertama kali tampil (?:di|pada))\b",
    r"post views\b|dibaca\s*:?\s*\d|\d[\d.,]* (?:views|kali dibaca|pembaca)\b",
    r"(?:tags?|topik)\s*:",
    r"share(?: this)?\s*:?$|bagikan(?: (?:ini|artikel|berita).{0,20})?\s*:?$",
    r"follow (?:us|berita)\b",
    r"(?:unduh|download) aplikasi",
    r"klik (?:di sini|disini|untuk)\b",
    r"\[?gambas:",
    r"loading\W*$",
    r"video (?:terkait|pilihan)",
    r"(?:foto|caption)\s*:\s",
    r"dilarang (?:keras )?(?:mengambil|mengutip|menyalin)",
    r"berlangganan (?:sekarang|untuk)|sudah berlangganan",
    r"(?:artikel|berita|konten) ini khusus (?:untuk )?pelanggan",
    r"dengarkan artikel|ukuran (?:font|huruf)",
    # Tribun Timur's promotion box of the city government.
    r"(?:makassar mulia\W{1,3})?kota makassar komitmen dalam|makassar mulia$",
)
DROP = re.compile(rf"\W{{0,3}}(?:{'|'.join(_DROPS)})", re.I)

BYLINE = re.compile(
    r"\W{0,3}(?:(?P<role>penulis|editor|pewarta(?: foto)?|reporter|kontributor|rep|red|redaktur|wartawan"
    r"|uploader|laporan|sumber(?: berita| foto)?)\s*[:|]"
    r"|laporan (?:wartawan|reporter|kontributor)\b[^:]{0,60}[,:])"
    r"\s*(?P<name>[^|/\n–-]{2,60})?",
    re.I,
)
# Where one line names several people: "Pewarta: Darwin Editor: Aprilia COPYRIGHT © …".
OTHER_ROLE = re.compile(r"\s+(?:editor|penulis|pewarta|reporter|redaktur|copyright|red|foto)\b", re.I)
# Whose byline names the writer; the others name editors and sources.
WRITERS = ("penulis", "pewarta", "reporter", "rep", "wartawan")

# A quick look before the slow one: most lines have none of these words in capitals.
LOUD = re.compile(r"SCROLL|ADVERT|Gambas|BACA JUGA")
INLINE = re.compile(
    r"\s*(?:SCROLL TO (?:CONTINUE|RESUME)(?: WITH)?(?: CONTENT)?|\bADVERTISEMENT\b|\[?\[Gambas:[^\]]*\]\]?"
    r"|\bBACA JUGA\s*:?\s*$)\s*"
)

# Sign-offs at the very end: (*), (lau/pta), (H-2), (Ali), (Ikbal Tehuayo), (Sumber: …).
_SIGNOFFS = (
    r"\((?:\*{1,3}|[a-z]{2,6}(?:[/-][a-z*]{1,8}){0,3}|[A-Z]{1,2}-\d{1,2}|[A-Z][\w.' ]{1,24})\)",
    r"\((?:[A-Z]{2,5}(?:/[\w*]{2,8})?|[Ss]umber\s?:.{2,80}|ant(?:ara)?/\w+)\)",
    r"\*{2,3}",
    r"\[\*?\]",
    r"(?i:(?:penulis|editor|pewarta|reporter|kontributor|sumber|rep|red|redaktur)\s*:\s*.{2,120})",
    r"(?i:artikel ini telah (?:tayang|terbit) .{5,250}|copyright\b.{2,120})",
)
TAIL = re.compile(rf"(?:(?<=[.!?\"”’'»)])|^)\s*(?:{'|'.join(_SIGNOFFS)})\s*[.]?$")
