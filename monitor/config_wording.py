"""Says in Indonesian what pydantic found wrong with a configuration file, and what was probably meant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from monitor.errors import ConfigError
from monitor.yamlfile import KeyPath, YamlFile

# Words that people write for a key by its meaning, which no spelling distance would find.
MEANT = {
    "tenggat_jam": ("interval",),
    "selang": ("interval",),
    "jarak": ("interval", "delay"),
    "jeda": ("delay", "interval", "pauses"),
    "nama": ("name",),
    "alamat": ("url", "site", "address"),
    "link": ("url",),
    "situs": ("site",),
    "jenis": ("kind",),
    "tipe": ("kind",),
    "aktif": ("enabled",),
    "zona": ("zone",),
    "zona_waktu": ("zone",),
    "wilayah": ("region", "areas"),
    "daerah": ("region", "areas"),
    "tingkat": ("tier", "level", "levels"),
    "peran": ("role",),
    "sumber": ("sources", "source"),
    "feeds": ("sources",),
    "media": ("outlets",),
    "catatan": ("note",),
    "sebutan": ("aliases",),
    "singkatan": ("short",),
    "induk": ("parent",),
    "urusan": ("topics", "competence"),
    "versi": ("version",),
    "tenggat": ("terms",),
    "aturan": ("rules",),
    "syarat": ("rules",),
    "eskalasi": ("ladder",),
}
UNKNOWN = "kunci tidak dikenal"
_PLAIN = {
    "missing": "kunci wajib belum ada",
    "string_type": "harus berupa teks; beri tanda kutip",
    "int_type": "harus berupa bilangan bulat",
    "int_parsing": "harus berupa bilangan bulat",
    "int_from_float": "harus berupa bilangan bulat",
    "float_type": "harus berupa angka",
    "float_parsing": "harus berupa angka",
    "finite_number": "harus berupa angka",
    "bool_type": "harus true atau false",
    "bool_parsing": "harus true atau false",
    "tuple_type": "harus berupa daftar; tulis tiap butir dengan tanda '-'",
    "list_type": "harus berupa daftar; tulis tiap butir dengan tanda '-'",
    "mapping_type": "harus berupa pasangan 'kunci: nilai'",
    "dict_type": "harus berupa pasangan 'kunci: nilai'",
    "model_type": "harus berupa pasangan 'kunci: nilai'",
    "model_attributes_type": "harus berupa pasangan 'kunci: nilai'",
    "date_type": "harus berupa tanggal seperti 2026-01-31",
    "date_parsing": "harus berupa tanggal seperti 2026-01-31",
    "date_from_datetime_parsing": "harus berupa tanggal seperti 2026-01-31",
    "date_from_datetime_inexact": "harus berupa tanggal tanpa jam",
}
_BOUNDS = {
    "greater_than_equal": ("paling sedikit", "ge"),
    "greater_than": ("lebih dari", "gt"),
    "less_than_equal": ("paling banyak", "le"),
    "less_than": ("kurang dari", "lt"),
}
_PATTERNS = {
    r"^[a-z0-9][a-z0-9-]*$": "pakai huruf kecil, angka, dan tanda hubung saja",
    r"^([A-Z][A-Z0-9_]*)?$": "tulis nama variabel lingkungan, misalnya RAHASIA_GOOGLE_ALERTS",
    r"^\d\d:\d\d-\d\d:\d\d$": "tulis rentang jam seperti 05:00-23:00",
    r"^(\d{4}(-\d{2}(-\d{2})?)?)?$": "tulis tahun, tahun-bulan, atau tanggal: 2018, 2018-09, 2018-09-05",
}


def suggest(word: str, known: Iterable[str]) -> str:
    """Return "; mungkin maksud Anda '…'?" for the known word nearest to ``word``, or nothing."""
    choices = list(known)
    meant = [one for one in MEANT.get(word.lower(), ()) if one in choices]
    near = meant or get_close_matches(word.lower(), choices, n=1, cutoff=0.6)
    return f"; mungkin maksud Anda '{near[0]}'?" if near else ""


def explain(error: ValidationError, model: type[BaseModel], file: YamlFile) -> ConfigError:
    """Return one error for the first fault in ``file`` (by line) and say how many others there are."""
    faults: list[tuple[int, KeyPath, str]] = []
    for detail in error.errors(include_url=False):
        context: Mapping[str, Any] = detail.get("ctx", {})
        path = (*detail["loc"], *context.get("at", ()))
        faults.append((file.line_of(path), path, _sentence(detail["type"], path, detail, model)))
    faults = _without_echoes(faults)
    faults.sort(key=lambda fault: fault[0])
    _, path, sentence = faults[0]
    more = f" (masih ada {len(faults) - 1} kesalahan lain)" if len(faults) > 1 else ""
    return file.error(path, sentence + more)


def _without_echoes(faults: list[tuple[int, KeyPath, str]]) -> list[tuple[int, KeyPath, str]]:
    """Leave out a key said to be missing that another fault already tells to be misspelt in that place."""
    misspelt = {(path[:-1], text) for _, path, text in faults}
    return [
        (line, path, text)
        for line, path, text in faults
        if text != _PLAIN["missing"]
        or (path[:-1], f"{UNKNOWN}; mungkin maksud Anda '{path[-1]}'?") not in misspelt
    ]


def _sentence(kind: str, path: KeyPath, detail: Mapping[str, Any], model: type[BaseModel]) -> str:
    context = detail.get("ctx", {})
    if kind == "extra_forbidden":
        return UNKNOWN + suggest(str(path[-1]), _keys(model, path[:-1]))
    if kind == "literal_error":
        return _choice(detail["input"], str(context["expected"]))
    if kind == "string_pattern_mismatch":
        rule = _PATTERNS.get(context["pattern"], f"harus cocok dengan pola {context['pattern']}")
        return f"'{detail['input']}' tidak dapat dipakai; {rule}"
    if kind in _BOUNDS:
        words, key = _BOUNDS[kind]
        return f"harus {words} {context[key]:g}"
    if kind == "too_short":
        return f"isi paling sedikit {context['min_length']} butir"
    if kind == "string_too_short":
        return "tidak boleh kosong"
    if kind == "value_error":
        return f"'{detail['input']}': {context['error']}" if _is_plain(detail) else str(context["error"])
    if kind == "refused":
        return str(context["message"])
    return _PLAIN.get(kind, "nilai tidak dapat dipakai")


def _is_plain(detail: Mapping[str, Any]) -> bool:
    """Return whether showing the input helps: it is short text that the message does not repeat."""
    value = detail["input"]
    return isinstance(value, str | int | float) and str(value) not in str(detail["ctx"]["error"])


def _choice(value: object, expected: str) -> str:
    choices = [word.strip("'") for word in expected.replace(" or ", ", ").split(", ")]
    return f"'{value}' tidak dikenal{suggest(str(value), choices) or ''} (pilihan: {', '.join(choices)})"


def _keys(model: type[BaseModel], path: KeyPath) -> list[str]:
    """Return the keys that a mapping at ``path`` may have."""
    at: Any = model
    for step in path:
        at = _bare(at)
        if _is_model(at):
            fields = {field.alias or name: field.annotation for name, field in at.model_fields.items()}
            at = fields.get(str(step))
        elif arguments := get_args(at):  # the first of tuple[M, …], the last of Mapping[str, M]
            at = arguments[0] if get_origin(at) is tuple else arguments[-1]
    at = _bare(at)
    return [field.alias or name for name, field in at.model_fields.items()] if _is_model(at) else []


def _is_model(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def _bare(annotation: Any) -> Any:
    """Return what is inside ``Annotated[…]`` and ``… | None``."""
    while get_origin(annotation) in (Annotated, Union, UnionType):
        arguments = (one for one in get_args(annotation) if one is not NoneType)
        annotation = next(arguments)
    return annotation
