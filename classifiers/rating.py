"""What goes into the classifiers and what comes out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

TARGETS = ("province", "local", "national", "other")
TONES = ("negative", "neutral", "positive")
SEVERITIES = ("tinggi", "sedang", "rendah")
# Bands of the flag probability: the list of the day, the list to check, the rest.
FLAG, CHECK, DROP = "flag", "check", "drop"


@dataclass(frozen=True, slots=True)
class Text:
    """One article to be rated: ``published`` (its day) tells who was in office."""

    id: str
    title: str
    body: str
    published: date | None = None
    outlet: str = ""


@dataclass(frozen=True, slots=True)
class Rating:
    """What the model says of one article about P, the monitored government.

    ``target``: whose conduct the article is about (``TARGETS``; ``province`` is P) · ``tone`` towards that
    body (``TONES``) ·
    ``flag``: a negative issue about P · ``flag_probability``: calibrated, 0 to 1 · ``band``: ``flag``,
    ``check`` or ``drop`` ·
    ``opd``: slugs, main one first · ``opd_scores``: probability of each candidate agency · ``opd_cues``:
    words that led to it ·
    ``severity``: ``SEVERITIES`` or ``None`` where nothing is flagged · ``evidence``: sentences that blame P,
    strongest first ·
    ``reasons``: why, in plain Indonesian · ``model``: version · ``answer``: the article holds P's answer.
    """

    target: str
    tone: str
    flag: bool
    flag_probability: float
    band: str
    opd: tuple[str, ...] = ()
    opd_scores: Mapping[str, float] = field(default_factory=dict)
    opd_cues: tuple[str, ...] = ()
    severity: str | None = None
    evidence: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    model: str = ""
    answer: bool = False
