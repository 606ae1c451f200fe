"""Reads ``feeds.yaml``, the profile and the environment once, into one frozen, validated ``Config``.

Nobody else opens these files or looks at the environment. Every fault is one ConfigError that names file,
line, key and cure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import TypeVar

import platformdirs
from pydantic import BaseModel, ValidationError

from monitor import profile_check
from monitor.config_wording import explain, suggest
from monitor.errors import ConfigError
from monitor.schema_calendar import CalendarTable
from monitor.schema_common import Common
from monitor.schema_feeds import Feeds
from monitor.schema_index import IndexRules
from monitor.schema_policy import Policy
from monitor.schema_profile import Identity, Profile, Registry
from monitor.schema_territory import Territory
from monitor.yamlfile import YamlFile, read_yaml

APP = "humas-reaksi-cepat"
FEEDS_FILE = "feeds.yaml"
INDEX_FILE = "indeks.yaml"
DEFAULT_PROFILE = "sulsel"
# What a profile is made of, and which of its files another profile may lend.
PARTS: dict[str, tuple[str, type[BaseModel]]] = {
    "identity": ("profil.yaml", Identity),
    "opd": ("opd.yaml", Registry),
    "wilayah": ("wilayah.yaml", Territory),
    "policy": ("policy.yaml", Policy),
    "calendar": ("calendar.yaml", CalendarTable),
}
LENT = ("policy", "calendar")

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Config:
    """Everything that people may set. Paths are as given; secrets are read by name only and never shown."""

    feeds: Feeds
    profile: Profile
    data_dir: Path
    feeds_path: Path
    profile_path: Path
    env: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False)

    def secret(self, name: str) -> str:
        """Return the environment variable ``name``, or "" where it is not set or ``name`` is empty."""
        return self.env.get(name, "") if name else ""


def load_config(
    feeds: Path | None, profile: Path | None, data: Path | None, env: Mapping[str, str]
) -> Config:
    """Return the configuration; each path falls back to the environment, then to its default.

    ``feeds``: ``MONITOR_FEEDS``, else ``feeds.yaml`` here. ``profile`` (a folder): ``MONITOR_PROFILE``, else
    the packaged default. ``data``: ``MONITOR_DATA``, else the platform's folder (not created here).
    Raise ConfigError for the first fault.
    """
    feeds_path = feeds or _from(env, "MONITOR_FEEDS") or Path(FEEDS_FILE)
    profile_path = profile or _from(env, "MONITOR_PROFILE") or packaged_profile()
    data_dir = data or _from(env, "MONITOR_DATA") or Path(platformdirs.user_data_dir(APP, appauthor=False))
    return Config(
        feeds=load_feeds(feeds_path),
        profile=load_profile(profile_path),
        data_dir=data_dir,
        feeds_path=feeds_path,
        profile_path=profile_path,
        env=dict(env),
    )


def packaged_profile(name: str = DEFAULT_PROFILE) -> Path:
    """Return the folder of a profile that comes with the package."""
    return _packaged() / name


def packaged_profiles() -> tuple[Path, ...]:
    """Return the folders of all profiles that come with the package, in order of name."""
    return tuple(sorted(path.parent for path in _packaged().glob("*/profil.yaml")))


def profile_named(name: str) -> Profile | None:
    """Return the packaged profile of the region called ``name`` ("Provinsi Lampung"), or None."""
    for folder in packaged_profiles():
        title = str(read_yaml(folder / PARTS["identity"][0]).data.get("name"))
        if title.casefold() == name.strip().casefold():
            return load_profile(folder)
    return None


def profile_basis() -> tuple[Common, str, str]:
    """Return what a new profile starts from: the common facts, the default's policy and calendar."""
    common = _parse(read_yaml(_packaged() / "umum.yaml"), Common)
    policy, calendar = (
        (packaged_profile() / PARTS[key][0]).read_text(encoding="utf-8") for key in ("policy", "calendar")
    )
    return common, policy, calendar


def _packaged() -> Path:
    return Path(str(files("monitor"))) / "profiles"


def load_feeds(path: Path) -> Feeds:
    """Return the outlets of one ``feeds.yaml``. Raise ConfigError for the first fault."""
    if not path.exists():
        raise ConfigError(
            f"{path}: berkas daftar media tidak ditemukan; tunjuk dengan --feeds atau MONITOR_FEEDS"
        )
    return _parse(read_yaml(path), Feeds)


def load_profile(folder: Path) -> Profile:
    """Return the profile in ``folder``, its files checked one by one and against each other.

    Raise ConfigError for the first fault.
    """
    read = _read_profile(folder)
    profile = _profile(read)
    for fault in _faults(profile, read):
        raise fault
    return profile


def profile_faults(folder: Path) -> list[ConfigError]:
    """Return what is wrong in a profile folder, one error per fault; empty where it can be used.

    A file that is faulty in itself tells its first fault; only sound files are checked against each other.
    """
    try:
        read = _read_profile(folder)
    except ConfigError as error:
        return [error]
    found = []
    for key, (_, model) in PARTS.items():
        try:
            _parse(read[key], model)
        except ConfigError as error:
            found.append(error)
    return found or list(_faults(_profile(read), read))


def _read_profile(folder: Path) -> dict[str, YamlFile]:
    if not folder.is_dir():
        raise ConfigError(
            f"{folder}: folder profil tidak ditemukan; tunjuk dengan --profile atau MONITOR_PROFILE"
        )
    identity = read_yaml(folder / PARTS["identity"][0])
    read = {"identity": identity}
    for key, (name, _) in list(PARTS.items())[1:]:
        lent = key in LENT and identity.data.get("based_on") and not (folder / name).exists()
        read[key] = read_yaml((_base(folder, identity) if lent else folder) / name)
    return read


def _base(folder: Path, identity: YamlFile) -> Path:
    """Return the folder of the profile that lends: beside this one, else one of the package."""
    name = str(identity.data["based_on"])
    for path in (folder.parent / name, packaged_profile(name)):
        if (path / PARTS["identity"][0]).exists():
            return path
    known = [path.name for path in packaged_profiles()]
    raise identity.error(("based_on",), f"profil '{name}' tidak ditemukan{suggest(name, known)}")


def _profile(read: Mapping[str, YamlFile]) -> Profile:
    identity = _parse(read["identity"], Identity)
    calendar = _parse(read["calendar"], CalendarTable)
    if Path(read["calendar"].shown).parent != Path(read["identity"].shown).parent:
        # Lent hours hold in one's own zone.
        calendar = calendar.model_copy(update={"zone": identity.zone, "label": identity.zone_label})
    return Profile(
        identity=identity,
        opd=_parse(read["opd"], Registry),
        wilayah=_parse(read["wilayah"], Territory),
        policy=_parse(read["policy"], Policy),
        calendar=calendar,
    )


def _faults(profile: Profile, read: Mapping[str, YamlFile]) -> Iterator[ConfigError]:
    for fault in profile_check.faults(profile):
        yield read[fault.file].error(fault.path, fault.message + suggest(fault.word, fault.known))


def _parse(file: YamlFile, model: type[Model]) -> Model:
    try:
        return model.model_validate(file.data)
    except ValidationError as error:
        raise explain(error, model, file) from error


def _from(env: Mapping[str, str], name: str) -> Path | None:
    return Path(env[name]).expanduser() if env.get(name) else None


def load_index(profile: Path) -> IndexRules:
    """Return what the innovation index asks for, from the profile or else the packaged default.

    Raise ConfigError for the first fault.
    """
    own = profile / INDEX_FILE
    return _parse(read_yaml(own if own.exists() else packaged_profile() / INDEX_FILE), IndexRules)
