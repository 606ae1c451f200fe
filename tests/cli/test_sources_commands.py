"""``monitor sources`` as the administrator types it, against a newsroom on loopback."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from monitor import cli
from monitor.demo.newsroom import Newsroom

Call = Callable[..., tuple[int, str, str]]


@pytest.fixture
def monitor(
    newsroom: Newsroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Call:
    """Call the command line with a feeds.yaml of one living and one dead outlet; give (code, out, err)."""
    newsroom.publish("warta-losari", "Pasar Murah Digelar", ["MAKASSAR – Pasar murah digelar di Losari."] * 4)
    chosen = [site for site in newsroom.sites() if site.id == "warta-losari"]
    living = chosen[0].sources()[0]
    host = chosen[0].base.removeprefix("http://")
    feeds = {
        "version": 1,
        "defaults": {"delay": "0s", "timeout": "5s", "allow_private_hosts": [host]},
        "outlets": [
            {"id": "hidup", "name": "Kabar Hidup", "site": chosen[0].base,
             "sources": [{"kind": living.kind, "url": living.url}]},
            {"id": "mati", "name": "Kabar Mati", "site": chosen[0].base,
             "sources": [{"kind": "rss", "url": f"{chosen[0].base}/tidak-ada"}]},
        ],
    }  # fmt: skip
    path = tmp_path / "feeds.yaml"
    path.write_text(yaml.safe_dump(feeds))
    monkeypatch.setenv("MONITOR_DATA", str(tmp_path / "data"))

    def call(*args: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["monitor", "--feeds", str(path), *args])
        with pytest.raises(SystemExit) as end:
            cli.main()
        out, err = capsys.readouterr()
        return int(end.value.code or 0), out, err

    return call


def test_a_check_says_a_line_each_and_keeps_the_result(monitor: Call, tmp_path: Path) -> None:
    code, out, _ = monitor("sources", "check")

    lines = out.splitlines()
    assert code == 0
    assert lines[0].split()[1] == "baik"
    assert lines[1].split()[1] == "gagal"
    assert "404" in lines[1]
    assert lines[2].startswith("2 sumber, 1 menjawab; hasil: ")
    [kept] = (tmp_path / "data" / "sumber").glob("*.json")
    assert [one["ok"] for one in json.loads(kept.read_text())["sources"]] == [True, False]


def test_a_check_in_which_nothing_answers_fails(monitor: Call) -> None:
    code, out, err = monitor("sources", "check", "mati")

    assert (code, len(err.splitlines())) == (1, 1)
    assert "Tidak satu pun sumber menjawab" in err
    assert "gagal" in out


def test_a_check_for_programs(monitor: Call) -> None:
    code, out, _ = monitor("sources", "check", "hidup", "--json")

    [one] = json.loads(out)
    assert (code, one["outlet"], one["entries"], one["ok"]) == (0, "Kabar Hidup", 1, True)


def test_an_unknown_id_is_a_mistake_of_the_user(monitor: Call) -> None:
    code, _, err = monitor("sources", "check", "hidap")

    assert code == 2
    assert "mungkin maksud Anda 'hidup'" in err


def test_the_list_shows_state_and_last_instants(monitor: Call) -> None:
    assert monitor("sources", "list")[1].splitlines()[-1] == "2 sumber, 0 gagal, 0 perlu dilihat."
    monitor("crawl")

    _, out, _ = monitor("sources", "list")
    rows = json.loads(monitor("sources", "list", "--json")[1])

    assert "terbaca" in out
    assert out.splitlines()[-1] == "2 sumber, 1 gagal, 0 perlu dilihat."
    assert [row["state"] for row in rows] == ["baik", "gagal"]
    assert rows[0]["times"]["last_new"] is not None
    assert rows[0]["alarms"] == []


def test_discovery_prints_what_feeds_yaml_takes(monitor: Call, newsroom: Newsroom) -> None:
    [site] = [site for site in newsroom.sites() if site.id == "warta-losari"]

    code, out, _ = monitor("sources", "discover", f"{site.base}/")
    found = json.loads(monitor("sources", "discover", f"{site.base}/", "--json")[1])

    [entry] = yaml.safe_load(out)
    assert code == 0
    assert entry["trial"] is True
    assert [one["url"] for one in entry["sources"]] == [one["url"] for one in found["sources"]]


def test_a_site_without_sources_fails_in_one_line(monitor: Call) -> None:
    code, _, err = monitor("sources", "discover", "http://127.0.0.1:1/")

    assert (code, len(err.splitlines())) == (1, 1)
