"""Wrong use of the command line is told in Indonesian, in one line, with exit code 2."""

from __future__ import annotations

import pytest

from monitor import cli


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["lisst"], "perintah 'lisst' tidak ada; mungkin maksud Anda 'list'; lihat 'monitor --help'."),
        (
            ["issue", "shw", "1"],
            "perintah 'shw' tidak ada; mungkin maksud Anda 'show'; lihat 'monitor issue --help'.",
        ),
        (
            ["list", "--fromat", "x"],
            "pilihan '--fromat' tidak ada; mungkin maksud Anda '--format'; lihat 'monitor list --help'.",
        ),
        (["due", "--level", "K2"], "--at wajib diisi; lihat 'monitor due --help'."),
        (["crawl", "semua"], "perintah tidak lengkap atau berlebih; lihat 'monitor crawl --help'."),
    ],
)
def test_a_slip_is_told_with_its_cure(
    args: list[str], said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["monitor", *args])

    with pytest.raises(SystemExit) as end:
        cli.main()

    assert end.value.code == 2
    assert capsys.readouterr().err == f"monitor: {said}\n"


def test_without_a_command_the_help_is_shown(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["monitor"])

    with pytest.raises(SystemExit):
        cli.main()

    assert "daftar" in capsys.readouterr().out.lower()
