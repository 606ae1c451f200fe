"""The shape of ``kontak.yaml``: who is reached how, and through which servers. No secret stands in it.

A secret is written as the name of an environment variable, ``${SMTP_PASSWORD}``; a value typed in is refused.
A target is ``mailto:…``, ``telegram:…``, ``whatsapp:+62…``, ``webhook:https://…`` or ``pengguna:NAME``, which
stands for that person's own targets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import time
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from monitor.schema_base import Frozen, Slug, refuse

_NAME = re.compile(r"\$\{([A-Z][A-Z0-9_]*)\}")
_SHAPES = {
    "mailto": (r"[^@\s:,]+@[^@\s:,]+\.[^@\s:,]+", "mailto:nama@kantor.go.id"),
    "telegram": (r"-?\d+|@\w+", "telegram:123456789"),
    "whatsapp": (r"\+\d{8,15}", "whatsapp:+6281234567890"),
    "webhook": (r"https?://\S+", "webhook:https://aplikasi.kantor.go.id/humas"),
    "pengguna": (r"[a-z0-9][a-z0-9._-]*", "pengguna:nama-akun"),
}
_NEEDS = {"mailto": "email", "telegram": "telegram", "whatsapp": "whatsapp", "webhook": "webhook"}
RoleName = Literal[
    "verifikator", "koordinator", "operator", "sekretaris", "kepala", "pimpinan", "sekda", "gubernur",
    "admin", "auditor",
]  # fmt: skip


def check_secret(value: str) -> str:
    """Return the name of the environment variable in ``${NAME}``; refuse a secret typed in, unseen."""
    if not value:
        return value
    match = _NAME.fullmatch(value)
    if not match:
        raise refuse(
            "rahasia tidak ditulis di berkas; tulis nama variabel lingkungan seperti ${SMTP_PASSWORD}"
        )
    return match[1]


def check_target(value: str) -> str:
    """Return a target as written; refuse one that cannot be read, unseen: it may hold a key."""
    scheme, sign, rest = value.partition(":")
    if scheme not in _SHAPES or not sign:
        raise refuse(f"alamat harus diawali salah satu dari: {', '.join(f'{one}:' for one in _SHAPES)}")
    pattern, example = _SHAPES[scheme]
    if not re.fullmatch(pattern, rest):
        raise refuse(f"alamat tidak dapat dibaca; tulis seperti {example}")
    return value


def _as_target(value: object) -> object:
    return {"to": value} if isinstance(value, str) else value


def _as_targets(value: object) -> object:
    return [value] if isinstance(value, str | dict) else value


Secret = Annotated[str, AfterValidator(check_secret)]


class Plain(Frozen):
    """One address; with ``digest`` its messages wait and go out together (K1 never waits)."""

    to: Annotated[str, AfterValidator(check_target)]
    digest: bool = False


Target = Annotated[Plain, BeforeValidator(_as_target)]
Targets = Annotated[tuple[Target, ...], BeforeValidator(_as_targets)]


class Smtp(Frozen):
    """The office's mail server. ``security``: ``starttls`` · ``ssl`` · ``tanpa`` (own network only)."""

    host: Annotated[str, Field(min_length=1)]
    port: Annotated[int, Field(ge=1, le=65535)] = 587
    security: Literal["starttls", "ssl", "tanpa"] = "starttls"
    user: str = ""
    password: Secret = ""
    sender: Annotated[str, Field(min_length=3)]
    sender_name: str = "Humas Reaksi Cepat"


class Telegram(Frozen):
    """A Telegram bot."""

    token: Secret


class WhatsApp(Frozen):
    """WhatsApp's official Cloud API. ``sender``: the phone number's id there, digits only.

    Meta lets an office begin a conversation only with an approved ``template`` of one variable, the message;
    without a template, messages reach only people who wrote within the last 24 hours.
    """

    token: Secret
    sender: Annotated[str, Field(pattern=r"^\d+$")]
    template: str = ""
    language: str = "id"


class Webhook(Frozen):
    """Programs that are told; ``secret`` signs every message (HMAC-SHA256)."""

    secret: Secret


class Agency(Frozen):
    """Who is reached at one agency."""

    operator: Targets = ()
    sekretaris: Targets = ()
    kepala: Targets = ()


class Contacts(Frozen):
    """The whole file. Until ``aktif`` is true every sending is a rehearsal.

    ``fallback`` hears what has no address of its own; ``digest_at``: local times at which digests go out.
    """

    aktif: bool = False
    email: Smtp | None = None
    telegram: Telegram | None = None
    whatsapp: WhatsApp | None = None
    webhook: Webhook | None = None
    digest_at: Annotated[tuple[time, ...], Field(min_length=1)] = (time(7, 30), time(13, 0))
    roles: Mapping[RoleName, Targets] = {}
    opd: Mapping[Slug, Agency] = {}
    users: Mapping[str, Targets] = {}
    fallback: Targets = ()

    def targets(self, recipient: str) -> tuple[Plain, ...]:
        """Return where a recipient ("opd:dinkes/kepala", "peran:verifikator", "pengguna:ani") is reached."""
        kind, _, name = recipient.partition(":")
        if kind == "opd":
            slug, _, desk = name.partition("/")
            agency = self.opd.get(slug, Agency())
            found: tuple[Plain, ...] = getattr(agency, desk or "operator", ())
        else:
            lists: Mapping[Any, tuple[Plain, ...]] = self.users if kind == "pengguna" else self.roles
            found = lists.get(name, ())
        return tuple(self._people(found or self.fallback))

    def _people(self, targets: tuple[Plain, ...]) -> Iterator[Plain]:
        seen = set()
        for target in targets:
            for one in self._own(target):
                if one.to not in seen:
                    seen.add(one.to)
                    yield one

    def _own(self, target: Plain) -> tuple[Plain, ...]:
        kind, _, name = target.to.partition(":")
        return self.users[name] if kind == "pengguna" else (target,)

    def secrets(self) -> tuple[str, ...]:
        """Return the names of the environment variables that the servers need."""
        names = [self.email.password] if self.email else []
        names += [part.token for part in (self.telegram, self.whatsapp) if part]
        names += [self.webhook.secret] if self.webhook else []
        return tuple(name for name in names if name)

    def listed(self) -> Iterator[tuple[tuple[str | int, ...], Plain]]:
        """Yield every target with the key path at which it stands."""
        groups: list[tuple[tuple[str | int, ...], tuple[Plain, ...]]] = [(("fallback",), self.fallback)]
        groups += [(("roles", role), targets) for role, targets in self.roles.items()]
        groups += [(("users", name), targets) for name, targets in self.users.items()]
        groups += [
            (("opd", slug, desk), getattr(agency, desk))
            for slug, agency in self.opd.items()
            for desk in ("operator", "sekretaris", "kepala")
        ]
        for path, targets in groups:
            for number, target in enumerate(targets):
                yield (*path, number), target

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        for path, target in self.listed():
            scheme, _, name = target.to.partition(":")
            needed = _NEEDS.get(scheme)
            if needed and getattr(self, needed) is None:
                raise refuse(f"alamat {scheme}: memerlukan bagian '{needed}' dalam berkas ini", *path)
            if scheme == "pengguna" and path[0] == "users":
                raise refuse("pengguna tidak dapat menunjuk pengguna lain; tulis alamatnya", *path)
            if scheme == "pengguna" and name not in self.users:
                raise refuse(f"pengguna '{name}' tidak ada di bagian users", *path)
        return self
