"""Reads ``kontak.yaml``, the administrator's file of addresses; without one every sending is a rehearsal."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from monitor.config import Config
from monitor.config_wording import explain, suggest
from monitor.errors import ConfigError
from monitor.schema_contacts import Contacts
from monitor.yamlfile import read_yaml

CONTACTS_FILE = "kontak.yaml"


def contacts_path(config: Config) -> Path:
    """Return where the file lies: ``MONITOR_CONTACTS``, else ``kontak.yaml`` in the data folder."""
    named = config.secret("MONITOR_CONTACTS")
    return Path(named).expanduser() if named else config.data_dir / CONTACTS_FILE


def load_contacts(config: Config) -> Contacts:
    """Return the contacts; empty ones where the default file does not exist.

    Raises ConfigError for the first fault, for an agency that the profile does not know, and, once sending is
    switched on, for an environment variable that is not set.
    """
    path = contacts_path(config)
    if not path.exists() and not config.secret("MONITOR_CONTACTS"):
        return Contacts()
    file = read_yaml(path)
    try:
        contacts = Contacts.model_validate(file.data)
    except ValidationError as error:
        raise explain(error, Contacts, file) from None  # the chain would show values, secrets among them
    known = config.profile.opd.slugs
    for slug in contacts.opd:
        if slug not in known:
            raise file.error(("opd", slug), f"OPD tidak ada dalam profil{suggest(slug, known)}")
    for name in contacts.secrets() if contacts.aktif else ():
        if not config.secret(name):
            raise ConfigError(
                f"{path}: variabel lingkungan {name} belum diisi; isi di layanan atau crontab lalu ulangi"
            )
    return contacts
