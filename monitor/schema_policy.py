"""The shape of ``policy.yaml``: levels K1–K4, their terms, the ladder, and who may decide what.

The policy is an office's own decision, adopted by letter; nothing of it is law unless its comment says so.
Terms are written as a person writes them: ``30 menit``, ``3 jam``, ``1 jk`` (working hour), ``2 hk`` (working
day), ``60 hari``; the working-time engine reads them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from monitor.errors import InputError
from monitor.schema_base import Frozen, Slug, Texts, as_tuple, refuse
from monitor.span import DAY, HOUR, parse_span

LevelId = Literal["K1", "K2", "K3", "K4"]
Severity = Literal["tinggi", "sedang", "rendah"]
TermId = Literal["verify", "accept", "respond", "finish"]
ClockKind = Literal["running", "working"]
Role = Literal["sistem", "admin", "verifikator", "koordinator", "operator", "kepala", "pimpinan", "auditor"]
Recipient = Literal["operator", "sekretaris", "kepala", "verifikator", "koordinator", "sekda", "gubernur"]
StepKind = Literal["remind", "breach", "letter", "brief"]


def check_span(value: str) -> str:
    """Return ``value`` if the working-time engine can read it; raise ValueError with the cure if not."""
    try:
        parse_span(value)
    except InputError as error:
        raise ValueError(str(error)) from error
    return value


SpanText = Annotated[str, AfterValidator(check_span)]
Severities = Annotated[tuple[Severity, ...], BeforeValidator(as_tuple)]
Share = Annotated[float, Field(ge=0, le=1)]
Percent = Annotated[int, Field(ge=1, le=1000)]

TERMS: tuple[TermId, ...] = ("verify", "accept", "respond", "finish")
LEVELS: tuple[LevelId, ...] = ("K1", "K2", "K3", "K4")


class Growth(Frozen):
    """The issue now has ``factor`` times the outlets it had ``within`` (running time) ago.

    ``min_outlets``: below this number of outlets growth says nothing (from one to three is not a wave).
    """

    factor: Annotated[float, Field(gt=1)]
    within: SpanText
    min_outlets: Annotated[int, Field(ge=2)] = 6


class Rule(Frozen):
    """One reason for a level: it fires when **all** conditions that are written hold.

    An empty rule always fires. ``because`` is shown to staff and stored with the level.

    - ``severity``: the classifier's severity is one of these;
    - ``opd``: the main OPD proposed is one of these slugs (``gubernur`` = the governor in person);
    - ``opd_named``: the text itself names an agency of the government (true) or none (false);
    - ``official_named``: a head or leader of the profile is named in a sentence of the evidence;
    - ``mentions``: title or evidence holds a word of **any** of these word lists;
    - ``mentions_all``: title or evidence holds a word of **each** of these word lists;
    - ``quotes``: the text holds a word of any of these word lists (institutions that speak);
    - ``outlets``: at least so many different outlets; ``national_outlets``: so many national ones;
    - ``growth``: see ``Growth``;
    - ``older_than_days``: the earliest article is older than that many days.
    """

    id: Slug
    because: str
    severity: Severities = ()
    opd: Texts = ()
    opd_named: bool | None = None
    official_named: bool | None = None
    mentions: Texts = ()
    mentions_all: Texts = ()
    quotes: Texts = ()
    outlets: Annotated[int, Field(ge=1)] | None = None
    national_outlets: Annotated[int, Field(ge=1)] | None = None
    growth: Growth | None = None
    older_than_days: Annotated[int, Field(ge=1)] | None = None

    @property
    def lists(self) -> tuple[str, ...]:
        """The names of all word lists that the rule looks into."""
        return (*self.mentions, *self.mentions_all, *self.quotes)


class Terms(Frozen):
    """The four terms of a level. ``finish`` may not be reached where an issue is only watched."""

    verify: SpanText
    accept: SpanText
    respond: SpanText
    finish: SpanText

    def span(self, term: TermId) -> str:
        """Return one term as the policy writes it ("6 jk")."""
        return str(getattr(self, term))


class Level(Frozen):
    """One level: when it holds (any of its rules), its terms and who may approve an answer.

    ``clock``: ``running`` counts every hour and ignores the calendar; ``working`` counts the calendar's
    hours. ``out_of_hours``: messages of this level are sent at any hour (piket), others wait for opening.
    """

    id: LevelId
    name: str
    colour: str
    clock: ClockKind
    terms: Terms
    approve: tuple[Role, ...]
    out_of_hours: bool = False
    rules: tuple[Rule, ...]

    @model_validator(mode="after")
    def _terms_fit_the_clock(self) -> Self:
        for term in TERMS:
            span = parse_span(self.terms.span(term))
            if self.clock == "running" and span.working:
                cure = f"tingkat {self.id} memakai waktu berjalan: tulis menit, jam atau hari"
                raise refuse(cure, "terms", term)
            if self.clock == "working" and span.unit in (HOUR, DAY):
                cure = f"tingkat {self.id} memakai jam kerja: tulis menit, jk atau hk"
                raise refuse(cure, "terms", term)
        return self


class LadderStep(Frozen):
    """One rung of the escalation ladder, reached at ``percent`` of a term's length (100 = the deadline).

    ``kind``: ``remind`` (a reminder) · ``breach`` (the deadline has passed; the event stays for ever) ·
    ``letter`` (a line to the Sekda and the draft of a warning letter) · ``brief`` (the leaders' brief).
    ``terms`` and ``levels``: where the rung applies.
    """

    id: Slug
    percent: Percent
    kind: StepKind
    to: Annotated[tuple[Recipient, ...], Field(min_length=1)]
    cc: tuple[Recipient, ...] = ()
    terms: Annotated[tuple[TermId, ...], Field(min_length=1)] = TERMS
    levels: Annotated[tuple[LevelId, ...], Field(min_length=1)] = LEVELS


class Bands(Frozen):
    """Flag probabilities that part articles: ≥ ``flag`` is an issue, ≥ ``check`` needs a human look."""

    flag: Share = 0.5
    check: Share = 0.2

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.check > self.flag:
            raise refuse("batas 'check' tidak boleh lebih tinggi dari batas 'flag'", "check")
        return self


class AutoAssign(Frozen):
    """When an issue goes to its OPD at once, without waiting for a verifier.

    ``flag`` and ``routing``: least flag probability and routing confidence; ``levels``: where it is allowed.
    """

    enabled: bool = True
    flag: Share = 0.9
    routing: Share = 0.7
    levels: tuple[LevelId, ...] = LEVELS


class Choice(Frozen):
    """One code of a closed list, with the words staff see."""

    id: Slug
    name: str


class Pauses(Frozen):
    """When the response and finish clocks may stand still. The accept term never pauses.

    Pauses longer than ``free`` and pauses of ``approval_levels`` need a coordinator's approval; all pauses of
    one leg together end at ``cap``, measured in the calendar of the term.
    """

    reasons: tuple[Choice, ...]
    free: SpanText = "1 hk"
    cap: SpanText = "10 hk"
    approval_levels: tuple[LevelId, ...] = ("K1",)


class ReportRules(Frozen):
    """How reports treat numbers: groups under ``min_n`` show "data kurang"; the baseline must be stated."""

    min_n: Annotated[int, Field(ge=1)] = 5
    baseline_hours: Annotated[float, Field(gt=0)] | None = None
    baseline_source: str = ""


class Policy(Frozen):
    """The whole file. ``ditetapkan_dengan`` names the letter that adopted it; empty = a proposal."""

    version: str
    berlaku_dari: date
    ditetapkan_dengan: str = ""
    word_lists: Mapping[str, Texts] = {}
    levels: tuple[Level, ...]
    ladder: tuple[LadderStep, ...]
    bands: Bands = Bands()
    auto_assign: AutoAssign = AutoAssign()
    pauses: Pauses
    dismiss_reasons: tuple[Choice, ...]
    answer_kinds: tuple[Choice, ...]
    outcomes: tuple[Choice, ...]
    max_rejections: Annotated[int, Field(ge=1)] = 2
    reopen_days: Annotated[int, Field(ge=0)] = 7
    watch_days: Annotated[int, Field(ge=1)] = 7
    hak_jawab_months: Annotated[int, Field(ge=1)] = 2
    outer_limit_days: Annotated[int, Field(ge=1)] = 60
    report: ReportRules = ReportRules()

    def level(self, level: str) -> Level:
        """Return the level with that id ("K2"). Raise KeyError where there is none."""
        for one in self.levels:
            if one.id == level:
                return one
        raise KeyError(level)

    @property
    def status(self) -> str:
        """The words that say by what right the policy is in force."""
        return self.ditetapkan_dengan or "usulan, belum ditetapkan"

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if tuple(level.id for level in self.levels) != LEVELS:
            raise refuse("tulis empat tingkat berurutan: K1, K2, K3, K4", "levels")
        if not any(rule == Rule(id=rule.id, because=rule.because) for rule in self.levels[-1].rules):
            raise refuse("tingkat K4 perlu satu aturan tanpa syarat sebagai penampung", "levels", 3, "rules")
        for number, level in enumerate(self.levels):
            for place, rule in enumerate(level.rules):
                for name in rule.lists:
                    if name not in self.word_lists:
                        raise refuse(
                            f"daftar kata '{name}' tidak ada di word_lists", "levels", number, "rules", place
                        )
        return self
