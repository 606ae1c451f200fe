"""The shape of ``indeks.yaml``: what the innovation index asks for, as of a date; it changes yearly."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from monitor.schema_base import Frozen

Measure = Literal["orang", "opd_aktif", "kecepatan", "keluhan", "manfaat", "data_beku", "luar"]


class Indicator(Frozen):
    """One indicator. ``needs``: what its highest parameter asks for · ``measure``: which figures serve it.

    ``luar`` stands for proof that is kept outside this system; ``proof`` says what to attach.
    """

    number: Annotated[int, Field(ge=1)]
    name: str
    weight: Annotated[int, Field(ge=1)] | None = None
    needs: str
    measure: Measure = "luar"
    proof: str = ""
    mandatory: bool = False


class IndexRules(Frozen):
    """The whole file: version, date and source of the thresholds, and what other indices cannot take."""

    version: str
    dated: date
    source: str
    indicators: tuple[Indicator, ...]
    unsupported: tuple[tuple[str, str], ...] = ()
