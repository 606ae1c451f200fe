from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.collect.guard import Remembering, admit, is_forbidden, split_web_url
from monitor.collect.problems import Failure


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.9.1", "0.0.0.0", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1",
        "169.254.169.254", "100.64.0.1", "100.100.100.200", "224.0.0.1", "240.0.0.1", "255.255.255.255",
        "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "ff02::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::", "64:ff9b::a00:1", "bukan alamat", "",
    ],
)  # fmt: skip
def test_inner_addresses_are_forbidden(address: str) -> None:
    assert is_forbidden(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "8.8.8.8", "2606:4700:4700::1111"])
def test_public_addresses_are_not(address: str) -> None:
    assert not is_forbidden(address)


@given(st.ip_addresses(v=4, network="10.0.0.0/8") | st.ip_addresses(v=4, network="192.168.0.0/16"))
@settings(deadline=None, max_examples=50)
def test_wrapping_a_private_address_does_not_help(address: object) -> None:
    assert is_forbidden(str(address))
    assert is_forbidden(f"::ffff:{address}")


def test_only_the_very_host_and_port_is_let_through() -> None:
    def resolver(name: str, port: int) -> list[str]:
        return ["127.0.0.1"]

    allow = frozenset(["127.0.0.1:8000", "demo.example"])

    assert admit("http://127.0.0.1:8000/x", allow, resolver) == ("127.0.0.1",)
    assert admit("http://demo.example:99/x", allow, resolver) == ("127.0.0.1",)
    assert isinstance(admit("http://127.0.0.1:8001/x", allow, resolver), Failure)
    assert isinstance(admit("http://sub.demo.example/x", allow, resolver), Failure)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "a.example",
        "ftp://a.example/",
        "http:///x",
        "http://a.example:x/",
        "http://a\r\nb/",
        "http://[::/",
        "http://a.example:0/",
    ],
)
def test_what_is_no_web_address_has_no_parts(url: str) -> None:
    assert split_web_url(url) is None


@given(st.text(max_size=60))
@settings(deadline=None, max_examples=150)
def test_no_text_passes_the_guard_unresolved(text: str) -> None:
    asked: list[str] = []

    def resolver(name: str, port: int) -> list[str]:
        asked.append(name)
        return ["10.0.0.1"]

    assert isinstance(admit(text, frozenset(), resolver), Failure)
    assert isinstance(admit(f"http://{text}", frozenset(), resolver), Failure)


def test_a_name_is_asked_for_once_a_minute() -> None:
    now, asked = [0.0], []

    def resolver(name: str, port: int) -> list[str]:
        asked.append(name)
        return ["8.8.8.8"]

    remembering = Remembering(resolver, clock=lambda: now[0])
    for now[0] in (0.0, 30.0, 61.0):
        assert remembering("a.example", 80) == ("8.8.8.8",)

    assert asked == ["a.example", "a.example"]
