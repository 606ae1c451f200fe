"""Reads ``feeds.yaml``, the profile and the environment once, into one frozen, validated ``Config``.

Nobody else opens these files or looks at the environment. Every fault is one ConfigError that names file,
line, key and cure.
"""

from __future__ import annotations

from collections.abc import Mapping
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
from monitor.schema_feeds import Feeds
from monitor.schema_policy import Policy
from monitor.schema_profile import Identity, Profile, Registry
from monitor.schema_territory import Territory
from monitor.yamlfile import YamlFile, read_yaml

APP = "humas-reaksi-cepat"
FEEDS_FILE = "feeds.yaml"
DEFAULT_PROFILE = "sulsel"

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
    return Path(str(files("monitor"))) / "profiles" / name


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
    if not folder.is_dir():
        raise ConfigError(
            f"{folder}: folder profil tidak ditemukan; tunjuk dengan --profile atau MONITOR_PROFILE"
        )
    names = {
        "identity": "profil",
        "opd": "opd",
        "wilayah": "wilayah",
        "policy": "policy",
        "calendar": "calendar",
    }
    read = {key: read_yaml(folder / f"{name}.yaml") for key, name in names.items()}
    profile = Profile(
        identity=_parse(read["identity"], Identity),
        opd=_parse(read["opd"], Registry),
        wilayah=_parse(read["wilayah"], Territory),
        policy=_parse(read["policy"], Policy),
        calendar=_parse(read["calendar"], CalendarTable),
    )
    for fault in profile_check.faults(profile):
        raise read[fault.file].error(fault.path, fault.message + suggest(fault.word, fault.known))
    return profile


def _parse(file: YamlFile, model: type[Model]) -> Model:
    try:
        return model.model_validate(file.data)
    except ValidationError as error:
        raise explain(error, model, file) from error


def _from(env: Mapping[str, str], name: str) -> Path | None:
    return Path(env[name]).expanduser() if env.get(name) else None
