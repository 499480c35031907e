"""Who asks: what the connection says, and what proxies say whom we believe."""

from ipaddress import IPv4Address, IPv6Address, ip_network

import pytest
from django.core.checks import run_checks
from django.test import RequestFactory, override_settings
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from portal.base.client_address import client_address

PROXIES = ["10.0.0.0/8", "192.0.2.7", "2001:db8:ffff::/48"]
TRUSTED = [ip_network(text) for text in PROXIES]


def asked(remote: str, forwarded: str | None = None) -> str:
    """Return whom a request is counted for."""
    more = {} if forwarded is None else {"HTTP_X_FORWARDED_FOR": forwarded}
    return client_address(RequestFactory().get("/", REMOTE_ADDR=remote, **more))


@pytest.mark.parametrize(
    ("written", "counted"),
    [
        ("192.0.2.1", "192.0.2.1"), ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:0db8:0001:0002"), ("", ""), ("unix:", ""),
    ],
)  # fmt: skip
def test_without_proxies_a_household_is_one_address_whatever_a_header_claims(written, counted):
    assert asked(written, "1.1.1.1") == asked(written) == counted


@pytest.mark.parametrize(
    ("remote", "forwarded", "counted"),
    [
        ("10.1.1.1", "203.0.113.5", "203.0.113.5"),
        ("10.1.1.1", "1.1.1.1, 203.0.113.5", "203.0.113.5"),
        ("10.1.1.1", "1.1.1.1, 203.0.113.5, 192.0.2.7,10.2.2.2", "203.0.113.5"),
        ("10.1.1.1", "203.0.113.5:4711", "203.0.113.5"),
        ("10.1.1.1", "[2001:db8:1:2::9]:443", "2001:0db8:0001:0002"),
        ("2001:db8:ffff::1", "2001:db8:1:2::9", "2001:0db8:0001:0002"),
        ("::ffff:10.1.1.1", "::ffff:203.0.113.5", "203.0.113.5"),
        ("10.1.1.1", "10.2.2.2", "10.2.2.2"),
        ("10.1.1.1", None, "10.1.1.1"),
        ("10.1.1.1", "", "10.1.1.1"),
        ("10.1.1.1", "203.0.113.5, unknown", "10.1.1.1"),
        ("10.1.1.1", "203.0.113.5, <script>, 10.2.2.2", "10.2.2.2"),
        ("198.51.100.1", "203.0.113.5", "198.51.100.1"),
        ("", "203.0.113.5", ""),
    ],
)
def test_a_proxy_of_ours_is_believed_and_nobody_else(settings, remote, forwarded, counted):
    settings.PORTAL_PROXIES = PROXIES
    assert asked(remote, forwarded) == counted


def test_who_comes_through_the_socket_is_believed_where_the_setting_says_so(settings):
    settings.PORTAL_PROXIES = ["unix"]
    assert asked("", "1.1.1.1, 203.0.113.5") == "203.0.113.5"
    assert asked("198.51.100.1", "203.0.113.5") == "198.51.100.1"


def is_proxy(address: IPv4Address | IPv6Address) -> bool:
    return any(address in network for network in TRUSTED)


CLAIMS = st.one_of(
    st.text(st.characters(codec="latin-1", exclude_categories=("Cc",)), max_size=60),
    st.lists(st.ip_addresses().map(str), max_size=4).map(", ".join),
    st.lists(st.sampled_from(["10.0.0.1", "192.0.2.7", "unix", "", "[", "::1"])).map(",".join),
)
CLIENTS = st.ip_addresses().filter(lambda address: not is_proxy(address))


@hypothesis_settings(max_examples=300, deadline=None, derandomize=True, database=None)
@given(client=CLIENTS, claim=CLAIMS, hops=st.integers(0, 3))
def test_nothing_that_a_client_writes_changes_its_own_address(client, claim, hops):
    direct = asked(str(client))
    with override_settings(PORTAL_PROXIES=PROXIES):
        assert asked(str(client), claim) == direct
        chain = [claim, str(client), *["10.0.0.1", "192.0.2.7", "10.9.9.9"][:hops]]
        assert asked("10.3.3.3", ", ".join(chain)) == direct
    with override_settings(PORTAL_PROXIES=["unix"]):
        assert asked("", f"{claim},{client}") == direct


@pytest.mark.parametrize("wrong", ["10.0.0.1/8", "proxy.example.org", "10.0.0.0/33", "*"])
def test_a_wrong_setting_is_said_with_a_hint_and_believes_nobody(settings, wrong):
    settings.PORTAL_PROXIES = ["192.0.2.7", wrong]
    (error,) = [each for each in run_checks(tags=["security"]) if each.id == "portal.E001"]
    assert repr(wrong) in error.msg
    assert "PORTAL_PROXIES" in error.msg
    assert error.hint
    assert asked("10.1.1.1", "203.0.113.5") == "10.1.1.1"
    assert asked("192.0.2.7", "203.0.113.5") == "203.0.113.5"


def test_other_settings_that_would_be_unsafe_are_refused(settings):
    def found() -> set[str]:
        return {each.id for each in run_checks(tags=["security"]) if "portal." in each.id}

    assert found() == set()
    settings.DEBUG = False
    settings.ALLOWED_HOSTS = ["*"]
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    for address in ("portal.example.org", "https://portal.example.org/nb", "ftp://x"):
        settings.PORTAL_ADDRESS = address
        assert found() == {"portal.E002", "portal.E003", "portal.W001"}
    settings.PORTAL_ADDRESS = "https://portal.example.org"
    settings.ALLOWED_HOSTS = ["portal.example.org"]
    settings.PORTAL_PROXIES = ["unix"]
    assert found() == set()
