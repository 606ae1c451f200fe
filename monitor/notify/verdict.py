"""From what apprise logs to what became of a message.

apprise answers yes or no, but whether a message may be sent again hangs on why: a server that said no has
not taken it, one that fell silent may have. Its log tells the two apart. Anything not recognised counts as
silence, so that a change of apprise's words can cost a message its third try but never sends it thrice.
"""

from __future__ import annotations

import re

from monitor.notify.channels import Outcome

# SMTP: "(550, b'…')", "{'a@b': (451, b'…')}"; HTTP: "error=401." as the plugins end their warnings.
_ANSWERED = re.compile(r"\((?P<smtp>[45]\d\d), b|error=(?P<http>\d{3,6})\b|refused: (?P<rcpt>[45]\d\d) ")
# Before any message was handed over: the name did not resolve, nobody listened, TLS or the login failed.
_NEVER_REACHED = re.compile(
    r"Connection error while submitting email|NameResolutionError|NewConnectionError|ConnectTimeout"
    r"|Connection refused|SSLError"
)
# A gateway speaks here, not the service: what stands behind it may have taken the message.
_GATEWAYS = ("502", "504")


def read(log: str, service: str) -> Outcome:
    """Return the fate of a sending that apprise calls failed. ``service``: the name that staff know it by."""
    answer = _ANSWERED.search(log)
    if _NEVER_REACHED.search(log):
        why = f", kode {answer['smtp']}" if answer and answer["smtp"] else ""
        return Outcome("unsent", f"Server {service} tidak dapat dihubungi atau menolak masuk{why}.")
    if answer and answer["http"] not in _GATEWAYS:
        code = answer["smtp"] or answer["http"] or answer["rcpt"]
        return Outcome("refused", f"Server {service} menolak pesan (kode {code}).")
    return Outcome("doubtful", f"Server {service} tidak memberi jawaban; pesan mungkin sudah sampai.")
