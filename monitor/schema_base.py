"""What all configuration schemas share: the frozen base, texts, durations and well-aimed refusals."""

from __future__ import annotations

import re
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

_DURATION = re.compile(r"\s*(\d+(?:\.\d+)?)\s*([smhd])\s*")
INDONESIAN_ZONES = {"WIB": "Asia/Jakarta", "WITA": "Asia/Makassar", "WIT": "Asia/Jayapura"}
_SECONDS = {"s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}


def parse_duration(value: object) -> object:
    """Return seconds for "15m"; pass numbers through. Raise ValueError with the cure for anything else."""
    if isinstance(value, str):
        match = _DURATION.fullmatch(value)
        if not match:
            raise ValueError("tulis lama waktu seperti 30s, 15m, 2h atau 1d")
        return float(match[1]) * _SECONDS[match[2]]
    return value


def as_tuple(value: object) -> object:
    """Return a one-element list for a single text, so that YAML may write either."""
    return [value] if isinstance(value, str) else value


def refuse(message: str, *at: str | int) -> PydanticCustomError:
    """Return an error to raise in a model validator, aimed at the key path ``at`` below that model.

    pydantic itself can only blame the whole model; the path lets the reader of the configuration name
    the very line. Curly braces in ``message`` are written as they are.
    """
    return PydanticCustomError("refused", "{message}", {"message": message, "at": list(at)})


def check_zone(value: str) -> str:
    """Return the IANA name of a zone; WIB, WITA and WIT are understood, empty stays empty.

    Raise ValueError with the cure for anything else.
    """
    name = INDONESIAN_ZONES.get(value.upper(), value)
    try:
        if name:
            ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(
            "zona waktu tidak dikenal; tulis misalnya Asia/Makassar, WIB, WITA atau WIT"
        ) from error
    return name


Duration = Annotated[float, BeforeValidator(parse_duration), Field(ge=0)]
Texts = Annotated[tuple[str, ...], BeforeValidator(as_tuple)]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]


class Frozen(BaseModel):
    """A closed, unchangeable piece of configuration."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)
