"""The three cookies: the session, a nonce for forms before the login, and one sentence for the next page.

Words that forms carry before there is a session are signed and bound to the nonce of one browser.
"""

from __future__ import annotations

from dataclasses import dataclass

from itsdangerous import BadSignature, URLSafeTimedSerializer
from starlette.responses import Response

SESSION, PRE, FLASH = "hrc_sesi", "hrc_pra", "hrc_kabar"
# The server ends sessions itself; the cookie only has to outlive the longest of them.
SESSION_SECONDS = 12 * 3600
LOGIN_SECONDS = 3600
FLASH_SECONDS = 300
HALF_SECONDS = 300


@dataclass(frozen=True, slots=True)
class Flash:
    """One sentence said once; ``undo``: the issues whose verdict may be taken back."""

    said: str
    tone: str
    undo: tuple[str, ...]


class Cookies:
    """Writes and reads cookies; what people could forge is signed."""

    def __init__(self, key: str) -> None:
        self._login = URLSafeTimedSerializer(key, salt="masuk")
        self._half = URLSafeTimedSerializer(key, salt="kode")
        self._flash = URLSafeTimedSerializer(key, salt="kabar")

    def pre_word(self, nonce: str) -> str:
        """Return the word of the login form, bound to a browser's nonce."""
        return str(self._login.dumps(nonce))

    def fits_pre(self, nonce: str, word: str) -> bool:
        """Return whether a login form came from the browser it was given to."""
        try:
            return bool(nonce) and bool(self._login.loads(word, max_age=LOGIN_SECONDS) == nonce)
        except BadSignature:
            return False

    def half(self, name: str, nonce: str) -> str:
        """Return the word that says: this browser has given ``name``'s right password."""
        return str(self._half.dumps([name, nonce]))

    def half_name(self, word: str, nonce: str) -> str:
        """Return whose password a browser has given within the last minutes, or ""."""
        try:
            name, given = self._half.loads(word, max_age=HALF_SECONDS)
        except (BadSignature, ValueError):
            return ""
        return str(name) if nonce and given == nonce else ""

    def set_session(self, response: Response, secret: str, secure: bool) -> None:
        """Give a browser its session, or take it away ("")."""
        if secret:
            response.set_cookie(
                SESSION, secret, max_age=SESSION_SECONDS, httponly=True, samesite="lax", secure=secure
            )
        else:
            response.delete_cookie(SESSION)

    def set_pre(self, response: Response, nonce: str, secure: bool) -> None:
        """Give a browser the nonce for its login form."""
        response.set_cookie(
            PRE, nonce, max_age=LOGIN_SECONDS, httponly=True, samesite="strict", secure=secure
        )

    def say(self, response: Response, said: str, tone: str, undo: tuple[str, ...], secure: bool) -> None:
        """Have the next page say a sentence."""
        if said:
            word = self._flash.dumps([said, tone, list(undo)])
            response.set_cookie(
                FLASH, str(word), max_age=FLASH_SECONDS, httponly=True, samesite="lax", secure=secure
            )

    def hear(self, word: str) -> Flash | None:
        """Return the sentence that the page before left, or None."""
        try:
            said, tone, undo = self._flash.loads(word, max_age=FLASH_SECONDS)
        except (BadSignature, ValueError):
            return None
        return Flash(said, tone, tuple(undo))
