"""The administrator's page on messages shows a file that works and the figures of the program."""

from __future__ import annotations

import re
from pathlib import Path

from monitor.desk import letters, sending
from monitor.schema_contacts import Contacts
from monitor.yamlfile import read_yaml

PAGE = (Path(__file__).parents[2] / "docs" / "notifikasi.md").read_text(encoding="utf-8")


def test_the_example_is_a_valid_file_that_sends_nothing_yet(tmp_path: Path) -> None:
    [example] = re.findall(r"```yaml\n(.*?)```", PAGE, flags=re.S)
    path = tmp_path / "kontak.yaml"
    path.write_text(example, encoding="utf-8")

    contacts = Contacts.model_validate(read_yaml(path).data)

    assert not contacts.aktif
    assert [one.to for one in contacts.targets("opd:dinkes")] == [
        "whatsapp:+6281234567890", "mailto:humas@dinkes.example",
    ]  # fmt: skip
    assert [one.to for one in contacts.targets("peran:verifikator")][1:] == [
        "telegram:123456789", "webhook:https://aplikasi.sulselprov.example/humas",
    ]  # fmt: skip
    assert [one.to for one in contacts.targets("opd:disdik/kepala")] == ["mailto:humas@sulselprov.example"]
    assert set(contacts.secrets()) == {"SMTP_PASSWORD", "TELEGRAM_TOKEN", "WHATSAPP_TOKEN", "WEBHOOK_SECRET"}


def test_the_page_tells_the_waits_and_tries_of_the_program() -> None:
    waits = [int(number * sending.STEP.total_seconds() // 60) for number in range(1, sending.MOST_TRIES)]

    assert sending.MOST_TRIES == 6
    assert f"dalam {sum(waits)} menit (jarak {', '.join(map(str, waits))} menit)" in PAGE
    assert letters.MOST_AT_ONCE == 10
