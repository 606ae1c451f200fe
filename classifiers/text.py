"""Text as the classifiers see it: cleaned, cut into sentences, cut into words.

Everything here is linear in the length of the text: no regular expression can backtrack over more than
a bounded span, and a text longer than ``MAX_CHARS`` keeps its beginning and its end.
"""

from __future__ import annotations

import html
import re
import unicodedata

# A long article is rated on its first and last part. The longest of 26,000 real articles has 6,000
# characters; the bound only stops hostile input, and keeps the last paragraphs, where criticism likes to
# stand.
MAX_CHARS = 60_000
TAIL_CHARS = 20_000
# No sentence of the press is longer; a text without full stops is cut into pieces of this many characters.
MAX_SENTENCE = 1_200

_TAG = re.compile(r"<[/!a-zA-Z][^<>]{0,300}>")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060\ufeff]")
_SPACE = re.compile(r"[ \t\u00a0]+")
_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "`": "'"})

# A full stop ends a sentence when a space and a capital, digit, quote or bracket follow it.
_END = re.compile(r'[.!?…]["\')\]]{0,3}(?=\s+["\'(\[]{0,2}[A-Z0-9À-Þ])|[.!?]"(?=[A-Z])|\n+')
# Words that end in a full stop inside a sentence: titles, degrees, initials, places of a street.
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\"'])(?:dr|drs|dra|ir|prof|hj|h|kh|tgk|st|sh|mh|m|s|no|jl|jln|jend|letjen|mayjen|brigjen|kol|"
    r"kompol|akp|akbp|iptu|ipda|irjen|komjen|tn|ny|sdr|bpk|kab|kec|kel|prov|rp|tgl|pt|cv|tbk|dkk|dll|dsb|hal|"
    r"[a-z]|[a-z]\.[a-z]|s\.\w{1,4}|m\.\w{1,4}|ph\.d|a\.n|u\.s)\.$",
    re.IGNORECASE,
)
WORD = re.compile(r"[^\W_]+(?:['\-/][^\W_]+)*")


def clean(text: str) -> str:
    """Return ``text`` without tags, entities, control and invisible characters; quotes made plain.

    Line breaks are kept, since they part paragraphs; runs of blanks become one.
    """
    if len(text) > MAX_CHARS:
        text = text[: MAX_CHARS - TAIL_CHARS] + "\n" + text[-TAIL_CHARS:]
    if "&" in text:
        text = html.unescape(text)
    if "<" in text:
        text = _TAG.sub(" ", text)
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).translate(_QUOTES)
    return _SPACE.sub(" ", _CONTROL.sub(" ", text.replace("\r", "\n"))).strip()


def sentences(text: str) -> list[str]:
    """Return the sentences of a cleaned text, in order, stripped, none empty.

    Line breaks always part sentences; full stops do, except after titles, initials and abbreviations.
    """
    found: list[str] = []
    start = 0
    for match in _END.finditer(text):
        end = match.end()
        if match.group()[0] == "." and _ABBREVIATION.search(text[max(start, end - 12) : end]):
            continue
        _add(found, text[start:end])
        start = end
    _add(found, text[start:])
    return found


def _add(found: list[str], piece: str) -> None:
    piece = piece.strip()
    while len(piece) > MAX_SENTENCE:
        cut = piece.rfind(" ", 0, MAX_SENTENCE)
        cut = cut if cut > 0 else MAX_SENTENCE
        found.append(piece[:cut].strip())
        piece = piece[cut:].strip()
    if piece:
        found.append(piece)


def words(sentence: str) -> list[str]:
    """Return the words of a sentence as written; punctuation goes, ``di-PHK`` and ``24/7`` stay whole."""
    return WORD.findall(sentence)
