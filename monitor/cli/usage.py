"""Wrong use of the command line, said in Indonesian.

typer's own sentences are English and fixed; its error objects name option, command and context, which is all
that a translation needs.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any

from typer.exceptions import TyperException

HELP = "--help"


def say(error: TyperException) -> str:
    """Return what is wrong with the command line, and the cure, in one Indonesian sentence."""
    context: Any = getattr(error, "ctx", None)
    command = context.command_path if context else "monitor"
    return f"{_fault(error, context)}; lihat '{command} {HELP}'."


def _fault(error: TyperException, context: Any) -> str:
    kind = type(error).__name__
    if kind == "MissingParameter":
        return f"{_name(error, context)} wajib diisi"
    if kind == "NoSuchOption":
        option = str(getattr(error, "option_name", ""))
        return f"pilihan '{option}' tidak ada{_guess(option, _options(context))}"
    if kind == "BadParameter":
        return f"nilai untuk {_name(error, context)} tidak dapat dipakai"
    if kind == "BadOptionUsage":
        return f"pilihan '{getattr(error, 'option_name', '')}' perlu satu nilai di belakangnya"
    word = error.message.split("'")[1] if error.message.count("'") > 1 else ""
    if word and context is not None and hasattr(context.command, "commands"):
        return f"perintah '{word}' tidak ada{_guess(word, list(context.command.commands))}"
    return "perintah tidak lengkap atau berlebih"


def _name(error: TyperException, context: Any) -> str:
    param: Any = getattr(error, "param", None)
    return str(max(param.opts, key=len)) if param else "pilihan"


def _options(context: Any) -> list[str]:
    return [name for param in context.command.params for name in param.opts] if context else []


def _guess(word: str, known: list[str]) -> str:
    near = get_close_matches(word, known, n=1)
    return f"; mungkin maksud Anda '{near[0]}'" if near else ""
