"""One article as the models read it: masked sentences, and for each sentence who is spoken of.

``read`` turns a text into a ``Reading``; ``Reading.sentences`` holds the masked words of each sentence (index
0 is the title) and the state of the tale at that point: which bodies the sentence names and which was named
last before it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from classifiers.faults import Faults, find
from classifiers.lexicon import Lexicon
from classifiers.masking import Mention, Reader
from classifiers.text import clean, sentences, words

# What a mention says about the actor of a sentence, coarse enough to be learned from few examples.
ACTOR = {
    "NATION": "N",
    "VERTICAL": "N",
    "STATECO": "N",
    "DPR": "N",
    "JUSTICE": "J",
    "AUDIT": "A",
    "PARTY": "K",
    "CAND": "K",
    "COMPANY": "C",
    "VILLAGE": "V",
    "CRITIC": "W",
    "EXPERT": "E",
}
# Mentions that say who complains rather than who acts: they never become the body spoken of.
BYSTANDERS = frozenset("WEA")


@dataclass(slots=True)
class Sentence:
    """One sentence: the words as masked, who it names, who was named last before it.

    ``actors`` holds the letters of the bodies named (P, Q a bare body taken for P's, L inside P, U above P, O
    another region's, N national, J justice, D legislature, C company, V village, K party, W residents, E
    experts, A auditors, X a former head); ``last`` is the letter of the body named last before, ``""`` where
    there is none yet.
    """

    text: str
    tokens: list[str]
    actors: frozenset[str]
    last: str
    order: str
    slugs: tuple[str, ...]
    faults: Faults


@dataclass(slots=True)
class Reading:
    """A whole article: its sentences (0 is the title) and what is named how often."""

    sentences: list[Sentence]
    masks: dict[str, int] = field(default_factory=dict)
    raw: list[list[str]] = field(default_factory=list)


def letter(mask: str) -> str:
    """Return the actor's letter of a mask, ``""`` for masks that are nobody (places, plain names)."""
    if mask in ACTOR:
        return ACTOR[mask]
    relation, _, kind = mask.partition("_")
    if not kind or kind == "AREA":
        return ""
    if kind == "DPRD":
        return "D"
    if kind in {"EXHEAD", "LATEHEAD"}:
        return "X" if relation in {"P", "PQ"} else "O"
    return {"P": "P", "PQ": "Q", "LOC": "L", "UP": "U", "OUT": "O"}.get(relation, "")


def read(
    title: str,
    body: str,
    lexicon: Lexicon,
    published: date | None,
    split: list[str] | None = None,
    known: frozenset[str] = frozenset(),
) -> Reading:
    """Return the reading of an article as P's lexicon sees it.

    ``split`` gives the sentences where they are known already (training marks count them); ``known`` is the
    set of plain lower-case words: a capitalised word outside it, not first in its sentence, is taken for a
    name.
    """
    texts = [clean(title).replace("\n", " "), *(split if split is not None else sentences(clean(body)))]
    raw_by_sentence = [words(text) for text in texts]
    raw: list[str] = []
    starts = []
    for part in raw_by_sentence:
        starts.append(len(raw))
        raw += part
        raw.append("")
    lower = [word.lower() for word in raw]
    mentions = Reader(lexicon).mentions(raw, lower, published, known)
    reading = Reading([], raw=raw_by_sentence)
    for mention in mentions:
        reading.masks[mention.mask] = reading.masks.get(mention.mask, 0) + 1
    last = ""
    at = 0
    for number, part in enumerate(raw_by_sentence):
        start, end = starts[number], starts[number] + len(part)
        mine = []
        while at < len(mentions) and mentions[at].start < end:
            mine.append(mentions[at])
            at += 1
        sentence = _sentence(texts[number], raw, lower, start, end, mine, last, known)
        reading.sentences.append(sentence)
        acting = [each for each in sentence.order if each not in BYSTANDERS]
        last = acting[-1] if acting else last
    return reading


def _sentence(
    text: str,
    raw: list[str],
    lower: list[str],
    start: int,
    end: int,
    mentions: list[Mention],
    last: str,
    known: frozenset[str],
) -> Sentence:
    tokens: list[str] = []
    position = start
    order = ""
    for mention in mentions:
        _plain(tokens, raw, lower, position, mention.start, start, known)
        if not tokens or tokens[-1] != mention.mask:
            tokens.append(mention.mask)
        position = max(position, mention.end)
        order += letter(mention.mask)
    _plain(tokens, raw, lower, position, end, start, known)
    slugs = tuple(mention.slug for mention in mentions if mention.slug and mention.mask[:2] in {"P_", "PQ"})
    return Sentence(text, tokens, frozenset(order), last, order, slugs, find(tokens))


def _plain(
    tokens: list[str],
    raw: list[str],
    lower: list[str],
    start: int,
    end: int,
    first: int,
    known: frozenset[str],
) -> None:
    for index in range(start, end):
        word = lower[index]
        if word[0].isdigit():
            token = "NUM"
        elif known and word not in known and raw[index][0].isupper():
            token = "NAME"
        else:
            token = word
        if token != "NAME" or not tokens or tokens[-1] != "NAME":
            tokens.append(token)
