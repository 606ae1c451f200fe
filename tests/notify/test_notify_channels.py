"""Each channel on a real server, or one that plays its part: what was sent, what a failure is taken for."""

from __future__ import annotations

import hashlib
import hmac
import io
import json
import logging
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from mailserver import mail_server

from monitor.notify import Outcome, Parcel, copy_text, services, verdict, wa_link
from monitor.notify.services import Service, mail, telegram, whatsapp
from monitor.notify.webhook import Webhook

SECRET = "s4ngat-rahasia"
TOKEN = "123456789:ABCdefGHIjklMNOpqrSTUvwxYZ012345678"
SENDER = "humas@sulsel.example"
# The server of the test wants a login without TLS; the office does so inside its own net only.
NO_TLS = pytest.mark.filterwarnings("ignore:Requiring AUTH:UserWarning")


def parcel(target: str, body: str = "Isu 2026-0001 · K2\nJudul: Obat kosong") -> Parcel:
    return Parcel("7/0", target, "Disposisi isu berita", body)


def post(port: int, password: str = "") -> Service:
    user = "humas" if password else ""
    return mail("127.0.0.1", port, "tanpa", user, password, SENDER, "Humas")


@pytest.fixture
def logfile() -> Iterator[io.StringIO]:
    """Everything that the program's log would show at its most talkative."""
    text, root = io.StringIO(), logging.getLogger()
    handler, level = logging.StreamHandler(text), root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield text
    root.removeHandler(handler)
    root.setLevel(level)


# --- e-mail ----------------------------------------------------------------------------------------------


def test_a_letter_arrives_with_its_words_and_its_key() -> None:
    with mail_server() as box:
        outcome = post(box.port).send(parcel("mailto:operator@dinkes.example"))

    [(address, letter)] = box.letters
    assert outcome == Outcome("sent")
    assert address == "operator@dinkes.example"
    assert (letter["Subject"], letter["X-Humas-Pesan"]) == ("Disposisi isu berita", "7/0")
    assert SENDER in letter["From"]
    assert "Judul: Obat kosong" in letter.get_content()
    assert letter.get_content_type() == "text/plain"


@pytest.mark.parametrize(
    ("reply", "fate"),
    [
        ("550 no such user here", "refused"),
        ("451 try again later", "refused"),
        ("421 closing", "refused"),
        ("", "doubtful"),  # taken, then silence
    ],
)
def test_a_server_that_says_no_has_not_taken_the_letter_and_one_that_falls_silent_may_have(
    reply: str, fate: str
) -> None:
    with mail_server() as box:
        box.replies.append(reply)
        outcome = post(box.port).send(parcel("mailto:operator@dinkes.example"))

    assert outcome.fate == fate


def test_nobody_listening_means_that_nothing_was_sent() -> None:
    with socket.create_server(("127.0.0.1", 0)) as held:
        port = held.getsockname()[1]

    assert post(port).send(parcel("mailto:operator@dinkes.example")).fate == "unsent"


@NO_TLS
def test_a_wrong_password_sends_nothing_and_is_shown_to_nobody(logfile: io.StringIO) -> None:
    with mail_server(password="yang-benar") as box:
        outcome = post(box.port, SECRET).send(parcel("mailto:operator@dinkes.example"))

    assert (outcome.fate, box.letters) == ("unsent", [])
    assert box.logins == ["humas"]
    assert SECRET not in outcome.error + logfile.getvalue()


@NO_TLS
def test_the_right_password_opens_the_server() -> None:
    with mail_server(password=SECRET) as box:
        assert post(box.port, SECRET).send(parcel("mailto:a@dinkes.example")).fate == "sent"


@pytest.mark.parametrize(
    ("log", "fate"),
    [
        ("Socket Exception: Connection unexpectedly closed", "doubtful"),
        ("something that no version has said so far", "doubtful"),
        ("Connection error while submitting email\nSocket Exception: (535, b'auth')", "unsent"),
        ("Failed to send Telegram notification to 1: Unauthorized, error=401.", "refused"),
        ("Failed to send WhatsApp notification to +62: x, error=504.", "doubtful"),
    ],
)
def test_what_is_not_recognised_counts_as_silence(log: str, fate: str) -> None:
    assert verdict.read(log, "surel").fate == fate


# --- Telegram, WhatsApp, webhook -------------------------------------------------------------------------


class Api(ThreadingHTTPServer):
    """A server that answers every POST with ``status`` and remembers it; status 0 hangs up."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), ApiHandler)
        self.status = 200
        self.got: list[tuple[str, dict[str, str], bytes]] = []
        self.url = f"http://127.0.0.1:{self.server_address[1]}"


class ApiHandler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        assert isinstance(self.server, Api)
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append((self.path, dict(self.headers), body))
        if not self.server.status:
            self.connection.close()
            return
        answer = b'{"ok": true, "description": "x"}'
        self.send_response(self.server.status)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture
def api() -> Iterator[Api]:
    server = Api()
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def bot(api: Api, monkeypatch: pytest.MonkeyPatch) -> Service:
    # The address of the service is a constant of the plugin; everything else is as in the office.
    monkeypatch.setattr(services.NotifyTelegram, "notify_url", f"{api.url}/bot")
    return telegram(TOKEN)


@pytest.fixture
def meta(api: Api, monkeypatch: pytest.MonkeyPatch) -> Service:
    monkeypatch.setattr(services.NotifyWhatsApp, "notify_url", api.url + "/{fb_ver}/{phone_id}/messages")
    return whatsapp("EAAtoken", "12345", "isu_humas", "id")


def test_telegram_gets_the_message_as_plain_text(bot: Service, api: Api) -> None:
    outcome = bot.send(parcel("telegram:42"))

    [(path, _, body)] = api.got
    assert outcome.fate == "sent"
    assert path == f"/bot{TOKEN}/sendMessage"
    assert json.loads(body)["chat_id"] == 42
    assert "Judul: Obat kosong" in json.loads(body)["text"]


def test_whatsapp_gets_the_message_as_the_variable_of_the_approved_template(meta: Service, api: Api) -> None:
    outcome = meta.send(parcel("whatsapp:+6281234567890"))

    [(path, headers, body)] = api.got
    template = json.loads(body)["template"]
    assert outcome.fate == "sent"
    assert path.endswith("/12345/messages")
    assert headers["Authorization"] == "Bearer EAAtoken"
    assert (template["name"], template["language"]) == ("isu_humas", {"code": "id"})
    assert "Judul: Obat kosong" in template["components"][0]["parameters"][0]["text"]


@pytest.mark.parametrize(
    ("status", "fate"), [(401, "refused"), (429, "refused"), (502, "doubtful"), (0, "doubtful")]
)
@pytest.mark.parametrize("service", ["bot", "meta"])
def test_an_answer_is_told_from_silence_and_no_key_is_shown(
    service: str,
    status: int,
    fate: str,
    api: Api,
    request: pytest.FixtureRequest,
    logfile: io.StringIO,
) -> None:
    api.status = status
    target = {"bot": "telegram:42", "meta": "whatsapp:+6281234567890"}[service]

    outcome = request.getfixturevalue(service).send(parcel(target))

    assert outcome.fate == fate
    assert TOKEN not in outcome.error + logfile.getvalue()
    assert "EAAtoken" not in outcome.error + logfile.getvalue()


def test_a_webhook_is_signed_over_the_very_bytes_that_were_sent(api: Api) -> None:
    outcome = Webhook(SECRET).send(parcel(f"webhook:{api.url}/humas"))

    [(path, headers, body)] = api.got
    expected = hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
    assert (outcome.fate, path) == ("sent", "/humas")
    assert headers["X-Signature"] == f"sha256={expected}"
    assert json.loads(body) == {"id": "7/0", "subject": "Disposisi isu berita", "body": parcel("x").body}


@pytest.mark.parametrize(
    ("status", "fate"), [(403, "refused"), (500, "refused"), (504, "doubtful"), (0, "doubtful")]
)
def test_a_webhook_that_fails_is_told_from_one_that_falls_silent(status: int, fate: str, api: Api) -> None:
    api.status = status

    assert Webhook(SECRET).send(parcel(f"webhook:{api.url}/humas")).fate == fate


def test_the_address_of_a_webhook_never_reaches_the_log(api: Api, logfile: io.StringIO) -> None:

    Webhook(SECRET).send(parcel(f"webhook:{api.url}/kunci-{SECRET}"))

    assert SECRET not in logfile.getvalue()


def test_a_webhook_does_not_follow_a_redirect() -> None:
    def elsewhere(request: httpx.Request) -> httpx.Response:
        assert request.url.host == "aplikasi.example"
        return httpx.Response(302, headers={"Location": "https://lain.example/"})

    hook = Webhook(SECRET, httpx.MockTransport(elsewhere))

    assert hook.send(parcel("webhook:https://aplikasi.example/humas")).fate == "refused"


# --- WhatsApp by hand ------------------------------------------------------------------------------------


def test_the_text_to_copy_has_a_bold_first_line_and_survives_the_link() -> None:
    text = copy_text(
        "Lewat tenggat tanggapan", "Lewat tenggat tanggapan\nTenggat: Sel 14 Jul 2026 & “kutipan”"
    )
    link = wa_link(text, "+6281234567890")

    assert text.splitlines()[0] == "*Lewat tenggat tanggapan*"
    assert urlsplit(link).path == "/6281234567890"
    assert parse_qs(urlsplit(link).query)["text"] == [text]
