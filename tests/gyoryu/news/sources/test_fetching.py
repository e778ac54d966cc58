"""What is fetched from other hosts, and what never is. No host is asked: connections end in this process."""

import base64
import ipaddress
import socket
import ssl
import threading
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import cache
from tempfile import NamedTemporaryFile

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gyoryu.base.refusals import Refused
from gyoryu.news.sources.fetching import fetch, is_public, may_fetch

ALLOWED = ("news.example", ".province.example")
PUBLIC = "203.0.114.7"


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch):
    for name in ("https_proxy", "HTTPS_PROXY", "no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)


@cache
def tls_contexts(*names: str) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """What a host with these names proves itself with, and what believes it."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject, today = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, names[0])]), datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(subject, subject, key.public_key(), x509.random_serial_number())
        .not_valid_before(today - timedelta(days=1))
        .not_valid_after(today + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name) for name in names]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = certificate.public_bytes(serialization.Encoding.PEM)
    plain = (serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    with NamedTemporaryFile() as file:
        file.write(pem + key.private_bytes(serialization.Encoding.PEM, *plain))
        file.flush()
        server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        server.load_cert_chain(file.name)
    return server, ssl.create_default_context(cadata=pem.decode())


HOSTS = ("news.example", "*.province.example")


class Hosts:
    """A `connect` whose connections respond in turn; what was connected to, which host was asked for in TLS, and what
    was written to it. A `proxy` answers first, and leads to the host only when it says 200."""

    def __init__(self, *responses: bytes, byte_delay: float = 0, names: tuple[str, ...] = HOSTS, proxy: bytes = b""):
        self.connected: list[tuple[str, int]] = []
        self.server_names: list[str | None] = []
        self.requests: list[bytes] = []
        self.proxied: list[bytes] = []
        self._responses, self._byte_delay, self._proxy = list(responses), byte_delay, proxy
        self._names = names
        self.trust = tls_contexts(*names)[1]

    def connect(self, address: str, port: int, seconds: float) -> socket.socket:
        self.connected.append((address, port))
        client_end, server_end = socket.socketpair()
        client_end.settimeout(seconds)
        server_end.settimeout(20)
        threading.Thread(target=self._serve, args=(server_end, self._responses.pop(0)), daemon=True).start()
        return client_end

    def _serve(self, end: socket.socket, response: bytes) -> None:
        context = tls_contexts(*self._names)[0]
        step = 1 if self._byte_delay else len(response) or 1
        with suppress(OSError):
            if self._proxy:
                self.proxied.append(end.recv(65_536))
                end.sendall(self._proxy)
            context.sni_callback = lambda connection, name, _: self.server_names.append(name)
            connection = context.wrap_socket(end, server_side=True)
            self.requests.append(connection.recv(65_536))
            for position in range(0, len(response), step):
                connection.sendall(response[position : position + step])
                time.sleep(self._byte_delay)
            connection.close()


def http_response(body: bytes, *headers: str, status: str = "200 OK") -> bytes:
    lines = [f"HTTP/1.1 {status}", *headers, "Connection: close", "", ""]
    return "\r\n".join(lines).encode() + body


def redirect_to(url: str) -> bytes:
    return http_response(b"", f"Location: {url}", "Content-Length: 0", status="302 Found")


def get(url="https://news.example/a.html", *responses, resolve=lambda host: [PUBLIC], **limits):
    hosts = Hosts(*responses)
    return fetch(url, ALLOWED, resolve=resolve, connect=hosts.connect, tls=hosts.trust, **limits), hosts


def code_of(url="https://news.example/a.html", *responses, resolve=lambda host: [PUBLIC], byte_delay=0.0, **limits):
    hosts = Hosts(*responses, byte_delay=byte_delay)
    with pytest.raises(Refused) as error:
        fetch(url, ALLOWED, resolve=resolve, connect=hosts.connect, tls=hosts.trust, **limits)
    return error.value.code, hosts.connected


def test_a_document_comes_from_the_address_that_was_checked():
    fetched, hosts = get(
        "https://news.example/a.html?n=1", http_response(b"<p>text", "Content-Type: text/html; charset=x")
    )
    assert (fetched.data, fetched.media_type) == (b"<p>text", "text/html")
    assert (hosts.connected, hosts.server_names) == ([(PUBLIC, 443)], ["news.example"])
    request = hosts.requests[0].decode().split("\r\n")
    assert request[0] == "GET /a.html?n=1 HTTP/1.1"
    assert {"Host: news.example", "Accept-Encoding: identity", "User-Agent: Gyoryu"} <= set(request)


def test_a_host_proves_by_its_certificate_that_it_is_the_one():
    other = Hosts(http_response(b"text"), names=("evil.example",))
    with pytest.raises(Refused, match="host_does_not_answer"):
        fetch("https://news.example/", ALLOWED, resolve=lambda host: [PUBLIC], connect=other.connect, tls=other.trust)
    assert other.requests in ([], [b""])
    unknown = Hosts(http_response(b"text"))
    with pytest.raises(Refused, match="host_does_not_answer"):
        fetch("https://news.example/", ALLOWED, resolve=lambda host: [PUBLIC], connect=unknown.connect)
    assert unknown.requests in ([], [b""])


PROXY = "http://some%40one:secret@proxy.agency.example:3128"


def through_proxy(url, *responses, answer=b"HTTP/1.1 200 OK\r\n\r\n"):
    hosts = Hosts(*responses, proxy=answer)
    resolved = []
    resolve = lambda host: resolved.append(host) or []  # noqa: E731
    try:
        fetched = fetch(url, ALLOWED, resolve=resolve, connect=hosts.connect, tls=hosts.trust, max_seconds=3)
        return fetched.data, hosts, resolved
    except Refused as refused:
        return refused.code, hosts, resolved


@pytest.mark.parametrize("name", ["HTTPS_PROXY", "https_proxy"])
def test_the_proxy_of_an_agency_is_used_and_resolves_names(monkeypatch, name):
    monkeypatch.setenv(name, PROXY)
    data, hosts, resolved = through_proxy("https://news.example/a", http_response(b"text"))
    assert (data, resolved, hosts.connected) == (b"text", [], [("proxy.agency.example", 3128)])
    tunnel = hosts.proxied[0].decode().split("\r\n")
    assert tunnel[0].startswith("CONNECT news.example:443 ")
    credentials = base64.b64encode(b"some@one:secret").decode()
    assert f"proxy-authorization: basic {credentials}".lower() in [line.lower() for line in tunnel]
    # What goes through it is TLS with the host itself: the proxy's password is not told to it.
    assert hosts.server_names == ["news.example"]
    assert b"proxy-authorization" not in hosts.requests[0].lower()


def test_behind_a_proxy_hosts_and_redirects_are_judged_as_without(monkeypatch):
    monkeypatch.setenv("HTTPS_PROXY", PROXY)
    assert through_proxy("https://evil.example/")[0] == "host_not_allowed"
    code, hosts, _ = through_proxy("https://news.example/a", redirect_to("https://169.254.169.254/"))
    assert (code, len(hosts.connected)) == ("host_not_allowed", 1)
    data, hosts, _ = through_proxy("https://news.example/a", redirect_to("/b"), http_response(b"text"))
    assert (data, [proxied.split()[1] for proxied in hosts.proxied]) == (b"text", [b"news.example:443"] * 2)
    with pytest.raises(Refused, match="address_not_public"):
        fetch("https://10.0.0.1/", ["10.0.0.1"], resolve=lambda host: [host], connect=hosts.connect)


def test_a_host_must_prove_itself_behind_a_proxy_too(monkeypatch):
    monkeypatch.setenv("HTTPS_PROXY", PROXY)
    hosts = Hosts(http_response(b"text"), names=("proxy.agency.example",), proxy=b"HTTP/1.1 200 OK\r\n\r\n")
    with pytest.raises(Refused, match="host_does_not_answer"):
        fetch("https://news.example/", ALLOWED, connect=hosts.connect, tls=hosts.trust)


@pytest.mark.parametrize("answer", [b"HTTP/1.1 407 Who are you\r\n\r\n", b"HTTP/1.1 403 No\r\n\r\n", b"nonsense"])
def test_a_proxy_that_does_not_lead_there(monkeypatch, answer):
    monkeypatch.setenv("HTTPS_PROXY", PROXY)
    assert through_proxy("https://news.example/a", http_response(b"text"), answer=answer)[0] == "host_does_not_answer"


def test_hosts_that_need_no_proxy_are_asked_directly_and_their_addresses_are_checked(monkeypatch):
    monkeypatch.setenv("HTTPS_PROXY", PROXY)
    monkeypatch.setenv("NO_PROXY", "localhost,.example")
    fetched, hosts = get("https://news.example/a", http_response(b"text"))
    assert (fetched.data, hosts.connected) == (b"text", [(PUBLIC, 443)])
    assert code_of(resolve=lambda host: ["10.0.0.1"]) == ("address_not_public", [])


def test_a_host_that_drips_before_it_says_anything_is_refused():
    """While names are proved, too: a socket's own timeout restarts with every byte."""
    ends = []

    def connect(address, port, seconds):
        client_end, server_end = socket.socketpair()
        client_end.settimeout(seconds)
        ends.append(server_end)
        threading.Thread(target=drip, args=(server_end,), daemon=True).start()
        return client_end

    def drip(end):
        with suppress(OSError):
            for byte in b"\x16\x03\x03\x40\x00" + b"\0" * 500:
                end.sendall(bytes([byte]))
                time.sleep(0.05)

    started = time.monotonic()
    with pytest.raises(Refused, match="host_does_not_answer"):
        fetch("https://news.example/", ALLOWED, resolve=lambda host: [PUBLIC], connect=connect, max_seconds=0.5)
    assert time.monotonic() - started < 10
    ends[0].close()


@pytest.mark.parametrize(
    "url",
    [
        "http://news.example/",
        "ftp://news.example/",
        "https://news.example:8443/",
        "https://news.example@evil.example/",
        "https://someone:secret@news.example/",
        "https:///path",
        "https://news.example/a b",
        "https://news.example\\@evil.example/",
        "https://news.example:99999999/",
    ],
)
def test_addresses_that_are_not_plain_https(url):
    assert code_of(url) == ("address_not_https", [])


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evilnews.example", "news.example.evil.test", "province.example", "evilprovince.example",
     "news.example.", "127.0.0.1", "ｎews.example", "xn--news.example"],
)  # fmt: skip
def test_hosts_that_only_look_allowed(host):
    assert code_of(f"https://{host}/") == ("host_not_allowed", [])


def test_a_dot_allows_what_is_below():
    assert may_fetch("https://env.province.example/x", ALLOWED)
    assert not may_fetch("https://news.example/", ())


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "172.16.0.9", "192.168.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
     "255.255.255.255", "::1", "fe80::1%eth0", "fc00::1", "::ffff:10.0.0.1", "2002:0a00:0001::1", "64:ff9b::a00:1",
     "no"],
)  # fmt: skip
def test_addresses_that_are_not_public(address):
    assert code_of(resolve=lambda host: [address]) == ("address_not_public", [])
    # One private address among public ones is enough.
    assert code_of(resolve=lambda host: [PUBLIC, address]) == ("address_not_public", [])


@pytest.mark.parametrize(
    ("target", "code"),
    [
        ("https://127.0.0.1/", "host_not_allowed"),
        ("https://evil.example/", "host_not_allowed"),
        ("http://news.example/", "address_not_https"),
        ("//169.254.169.254/latest", "host_not_allowed"),
    ],
)
def test_redirects_are_judged_like_the_first_address(target, code):
    assert code_of("https://news.example/a", redirect_to(target))[0] == code


def test_a_name_that_turns_private_on_the_second_hop():
    turns = iter([[PUBLIC], ["10.0.0.1"]])
    code, connected = code_of("https://news.example/a", redirect_to("/b"), resolve=lambda host: next(turns))
    assert (code, connected) == ("address_not_public", [(PUBLIC, 443)])


def test_redirects_are_followed_and_end():
    fetched, _ = get("https://news.example/a/b", redirect_to("../c"), http_response(b"text"))
    assert fetched.url == "https://news.example/c"
    assert code_of("https://news.example/a", *[redirect_to("/a")] * 9)[0] == "too_many_redirects"


def test_limits_of_size_and_time():
    assert code_of("https://news.example/a", http_response(b"x" * 5000), max_bytes=4096)[0] == "file_too_large"
    # The length that a header tells is not believed.
    response = http_response(b"x" * 5000, "Content-Length: 10")
    assert len(get("https://news.example/a", response, max_bytes=4096)[0].data) == 10
    started = time.monotonic()
    assert (
        code_of("https://news.example/a", http_response(b"x" * 500), byte_delay=0.05, max_seconds=0.5)[0]
        == "host_does_not_answer"
    )
    assert time.monotonic() - started < 20


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (http_response(b"", status="404 Not Found"), "host_answers_otherwise"),
        (http_response(b"\x1f\x8b", "Content-Encoding: gzip"), "host_answers_otherwise"),
        (http_response(b""), "file_is_empty"),
        (b"nonsense", "host_does_not_answer"),
        (b"", "host_does_not_answer"),
    ],
)
def test_answers_that_are_no_document(answer, code):
    assert code_of("https://news.example/a", answer)[0] == code


def test_a_host_that_nobody_knows():
    def unknown(host):
        raise socket.gaierror

    assert code_of(resolve=unknown)[0] == "host_does_not_answer"
    assert code_of(resolve=lambda host: [])[0] == "host_does_not_answer"


@pytest.mark.parametrize("target", ["https://[::1", "https://[", "//[::1%25eth0]/", "https://[::1%25eth0.province.example]/",
                                    "https://\xff.province.example/", "https://news.example/\xe9", "https://news.example:x/",
                                    "\u2100", "https://" + "a" * 300 + ".province.example/"])  # fmt: skip
def test_whatever_a_host_sends_us_to_ends_in_a_refusal(target):
    head = f"HTTP/1.1 302 Found\r\nLocation: {target}\r\nContent-Length: 0\r\n\r\n".encode()
    code, _ = code_of("https://news.example/a", head, http_response(b"", status="404 Not Found"))
    assert code in {"address_not_https", "host_not_allowed", "host_does_not_answer", "host_answers_otherwise"}


@pytest.mark.parametrize(
    "cut",
    [
        http_response(b"x" * 50, "Content-Length: 51"),
        http_response(b"x", f"Content-Length: {10**30}"),
        http_response(b"5\r\nhello\r\n", "Transfer-Encoding: chunked"),
        http_response(b"5\r\nhel", "Transfer-Encoding: chunked"),
        http_response(b"5\r\nhello\r\n5\r\n", "Transfer-Encoding: chunked"),
        http_response(b"5\r\nhello\r\n0", "Transfer-Encoding: chunked")[:-1],
    ],
)
def test_what_breaks_off_is_refused(cut):
    assert code_of("https://news.example/a", cut)[0] == "host_does_not_answer"


def test_what_breaks_off_inside_its_header_is_refused_wherever_it_does():
    """Python takes a header that ends early for a whole one, without a length: what follows is then nothing."""
    response = http_response(b"x" * 50, "Content-Type: text/html", "Content-Length: 50")
    for length in range(len(response) - 50):
        assert code_of("https://news.example/a", response[:length])[0] in {"host_does_not_answer", "file_is_empty"}


def test_what_comes_whole_is_taken_however_its_end_is_told():
    for response in (
        http_response(b"hello", "Content-Length: 5"),
        http_response(b"5\r\nhello\r\n0\r\n\r\n", "Transfer-Encoding: chunked"),
        http_response(b"hello"),
    ):
        assert get("https://news.example/a", response)[0].data == b"hello"


def test_a_body_that_drips_is_refused_and_not_kept_as_far_as_it_came():
    assert (
        code_of("https://news.example/a", http_response(b"x" * 400), byte_delay=0.002, max_seconds=0.4)[0]
        == "host_does_not_answer"
    )


def test_the_limit_of_time_holds_for_the_name_and_for_all_redirects_together():
    started = time.monotonic()
    assert code_of(resolve=lambda host: time.sleep(60) or [PUBLIC], max_seconds=0.2)[0] == "host_does_not_answer"
    code = code_of(
        "https://news.example/a",
        *[redirect_to("/b")] * 5,
        resolve=lambda host: time.sleep(0.15) or [PUBLIC],
        max_seconds=0.4,
    )
    assert code[0] == "host_does_not_answer"
    assert time.monotonic() - started < 20


# IANA's special-purpose registries for IPv4 and IPv6, with multicast and what was withdrawn (site-local, compatible).
SPECIAL = (
    "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
    "192.0.0.0/29", "192.0.0.8/32", "192.0.0.170/31", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16",
    "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4", "255.255.255.255/32",
    "::/128", "::1/128", "::/96", "64:ff9b:1::/48", "100::/64", "100:0:0:1::/64", "2001::/23", "2001::/32",
    "2001:1::/32", "2001:2::/48", "2001:10::/28", "2001:20::/28", "2001:db8::/32", "2002::/16", "3fff::/20",
    "5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
)  # fmt: skip


@pytest.mark.parametrize("network", SPECIAL)
def test_no_address_of_a_special_network_is_public(network):
    """Its first, its last and one in between; of IPv4 also in every form in which IPv6 carries it."""
    network_ = ipaddress.ip_network(network)
    for address in (network_[0], network_[-1], network_[network_.num_addresses // 2]):
        assert not is_public(str(address))
        if address.version == 4:
            number = int(address)
            for form in (
                (0xFFFF << 32) | number,  # mapped
                number,  # compatible
                (0x64FF9B << 96) | number,  # NAT64
                (0x64FF9B0001 << 80) | number,  # NAT64 of one's own
                (0x2002 << 112) | (number << 80) | 1,  # 6to4
                (0x20010000 << 96) | (number ^ 0xFFFFFFFF),  # Teredo: of the client
                (0x20010000 << 96) | (number << 64),  # Teredo: of its server
                (0xFE80 << 112) | (0x5EFE << 32) | number,  # ISATAP
            ):
                assert not is_public(str(ipaddress.IPv6Address(form)))


@pytest.mark.parametrize(
    "address",
    ["1.1.1.1", "203.0.114.7", "9.255.255.255", "11.0.0.0", "172.15.255.255", "172.32.0.0", "223.255.255.255",
     "2400:cb00::1", "2001:200::1", "2001:dc7::1", "64:ff9b::101:101", "::ffff:1.1.1.1"],
)  # fmt: skip
def test_addresses_beside_them_are_public(address):
    assert is_public(address)


def test_an_address_with_a_scope_is_not_public():
    assert not is_public("2400:cb00::1%eth0")
    assert code_of("https://[2400:cb00::1%25x.province.example]/")[0] in {"host_not_allowed", "address_not_https"}


STATUS = [b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 302 Found\r\nLocation: /b\r\n", b"HTTP/9.9 -1\r\n", b""]
PIECES = [
    b"\r\n", b"\r\n\r\n", b"\n", b"a:b" * 99, b"Content-Length: 5\r\n", b"Content-Length: -1\r\n",
    b"Content-Length: 5, 6\r\n", b"Transfer-Encoding: chunked\r\n", b"5\r\nhello", b"zz\r\n", b"-1\r\n", b"0\r\n\r\n",
    b"Content-Encoding: gzip\r\n", b"\x00\xff", b"x: y\r\n" * 120, b"h" * 70_000,
]  # fmt: skip


@given(
    st.tuples(st.sampled_from(STATUS), st.lists(st.sampled_from(PIECES) | st.binary(max_size=20), max_size=9)).map(
        lambda parts: parts[0] + b"".join(parts[1])
    )
)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_a_host_answers_is_a_document_or_a_refusal(response):
    hosts = Hosts(*[response] * 6)
    with suppress(Refused):
        fetched = fetch(
            "https://news.example/a", ALLOWED, resolve=lambda host: [PUBLIC], connect=hosts.connect, tls=hosts.trust
        )
        assert fetched.data
        assert fetched.url.startswith("https://news.example/")
