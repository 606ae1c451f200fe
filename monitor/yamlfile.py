"""Reads one YAML file and remembers the line of every key, and writes one; the only place that imports yaml.

PyYAML's own loader keeps the last of two equal keys without a word; here they are refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from monitor.errors import ConfigError

# The parser in C is about six times as fast as the one in Python; wheels normally have it.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

KeyPath = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class YamlFile:
    """What a file holds (``data``), and where (``line_of``). ``shown`` is the file's name in messages."""

    shown: str
    data: Any
    root: Any

    def line_of(self, path: KeyPath) -> int:
        """Return the line (from 1) of the key or item at ``path``, or of the nearest one above it."""
        node, line = self.root, self.root.start_mark.line
        for step in path:
            found = _child(node, step)
            if found is None:
                break
            node, line = found
        return int(line) + 1

    def error(self, path: KeyPath, message: str) -> ConfigError:
        """Return the error that blames ``path``: file, line, key path and cure in one line."""
        where = f"{spell(path)}: " if path else ""
        return ConfigError(f"{self.shown}:{self.line_of(path)}: {where}{message}")


def spell(path: KeyPath) -> str:
    """Return a key path as people write it: ``outlets[3].sources[0].url``."""
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return text.removeprefix(".")


def read_yaml(path: Path, shown: str = "") -> YamlFile:
    """Return the content of ``path``, which must hold one mapping.

    Raise ConfigError for a file that is missing, unreadable, not UTF-8, not YAML or empty, or has twin keys.
    """
    shown = shown or str(path)
    text = _text(path, shown)
    loader = _Loader(text)
    try:
        root = loader.get_single_node()
        if not isinstance(root, yaml.MappingNode):
            raise ConfigError(f"{shown}:1: berkas kosong atau bukan daftar 'kunci: nilai'; lihat docs/")
        _refuse_twins(root, shown)
        return YamlFile(shown, loader.construct_document(root), root)
    except yaml.MarkedYAMLError as error:
        raise ConfigError(_syntax(error, text, shown)) from error
    except (yaml.YAMLError, ValueError) as error:
        raise ConfigError(f"{shown}: tidak dapat dibaca sebagai YAML ({_first_line(error)})") from error
    finally:
        loader.dispose()


def _text(path: Path, shown: str) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError as error:
        raise ConfigError(f"{shown}: berkas tidak ditemukan; periksa nama dan foldernya") from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise ConfigError(f"{shown}:{line}: bukan teks UTF-8; simpan ulang berkas sebagai UTF-8") from error
    except OSError as error:
        raise ConfigError(f"{shown}: tidak dapat dibaca ({error.strerror}); periksa izin berkas") from error


# What the parser says, in part, and what the person at the keyboard most likely did.
_CURES = (
    ("undefined alias", "nilai yang diawali * perlu diberi tanda kutip"),
    ("cannot start any token", "nilai yang diawali tanda @, %, atau ` perlu diberi tanda kutip"),
    ("quoted scalar", "tanda kutip belum ditutup"),
    ("flow", "kurung [ ] atau { } belum ditutup, atau koma terlupa"),
    ("mapping values are not allowed", "nilai yang memuat titik dua perlu diberi tanda kutip"),
)


def _syntax(error: yaml.MarkedYAMLError, text: str, shown: str) -> str:
    mark = error.problem_mark or error.context_mark
    place = f":{mark.line + 1}" if mark else ""
    told = f"{error.problem or ''} {error.context or ''}"
    line = (*text.splitlines(), "")[min(mark.line, text.count("\n"))] if mark else ""
    if "\t" in line[: len(line) - len(line.lstrip())]:
        cure = "jangan memakai tab; pakai spasi untuk menjorokkan baris"
    else:
        usual = "periksa spasi di awal baris, titik dua, dan tanda kutip"
        cure = next((cure for part, cure in _CURES if part in told), usual)
    return f"{shown}{place}: penulisan YAML salah; {cure}"


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0]


def _child(node: Any, step: str | int) -> tuple[Any, int] | None:
    """Return the node below ``node`` at one step, with the line where its key or item stands."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(step):
                return value, key.start_mark.line
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        item = node.value[step]
        return item, item.start_mark.line
    return None


def _mappings(node: Any, path: KeyPath, seen: set[int]) -> Iterator[tuple[yaml.MappingNode, KeyPath]]:
    if id(node) in seen:  # an alias: met before, perhaps even inside itself
        return
    seen.add(id(node))
    if isinstance(node, yaml.MappingNode):
        yield node, path
        for key, value in node.value:
            yield from _mappings(value, (*path, str(key.value)), seen)
    elif isinstance(node, yaml.SequenceNode):
        for number, item in enumerate(node.value):
            yield from _mappings(item, (*path, number), seen)


def _refuse_twins(root: yaml.MappingNode, shown: str) -> None:
    for node, path in _mappings(root, (), set()):
        first: dict[str, int] = {}
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                continue
            line = key.start_mark.line + 1
            if key.value in first:
                where = spell((*path, key.value))
                cure = f"kunci sudah ditulis di baris {first[key.value]}; hapus salah satu"
                raise ConfigError(f"{shown}:{line}: {where}: {cure}")
            first[key.value] = line


def dump_yaml(data: Mapping[str, Any]) -> str:
    """Return plain data as the text of a YAML file, keys in their order, short lists on one line."""
    text: str = yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=110, default_flow_style=None)
    return text
