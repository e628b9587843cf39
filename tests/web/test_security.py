"""Nobody gets in but whom the person let in, and no other site can use the person's browser to."""

from __future__ import annotations

import http.client
import re
import socket
from contextlib import suppress
from http.cookies import SimpleCookie
from pathlib import Path

import httpx
import pytest
from tests.web.serving import HOST, Served, serving

from winnow.library import Library
from winnow.web.fence import HEADERS, MOST_BYTES, MOST_LOGIN_BYTES
from winnow.web.security import Asked, Guard, Welcome

OWN = {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "cors", "Sec-Fetch-Dest": "empty"}
OPENED = {"Sec-Fetch-Site": "none", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
SCAN = "/api/v1/scan"
PASSWORD = "correct horse & 7"  # noqa: S105 - of a server that lives for one test


def _entered(served: Served) -> httpx.Client:
    """A browser that opened the address it was started with."""
    browser = served.stranger()
    answer = browser.get("/", params={"token": served.guard.once}, headers=OPENED)
    assert answer.status_code == 303
    return browser


def test_the_address_that_winnow_opens_gives_the_browser_its_cookie_and_loses_the_token(served: Served) -> None:
    answer = served.stranger().get("/moments", params={"token": served.guard.once, "sort": "score"}, headers=OPENED)
    assert (answer.status_code, answer.headers["location"]) == (303, "/moments?sort=score")
    cookie = SimpleCookie(answer.headers["set-cookie"])[served.guard.cookie_name]
    assert cookie["httponly"] is True
    assert (cookie["samesite"], cookie["path"]) == ("Strict", "/")


def test_with_the_cookie_pages_and_operations_are_served(served: Served) -> None:
    browser = _entered(served)
    assert browser.get("/moments").status_code == 200
    assert browser.get(SCAN, headers=OWN).json()["state"] == "idle"


def test_without_cookie_or_token_nothing_is_served(served: Served) -> None:
    stranger = served.stranger()
    for path in ("/", "/icon.svg", "/assets/index-5f0c2a91.js", SCAN, "/api/v1/openapi.json", "/api/v1/events", "/x"):
        assert stranger.get(path).status_code == 401
    assert stranger.post(SCAN, json={}, headers={"Origin": served.url}).status_code == 401


def test_the_first_address_lets_in_once_and_the_printed_one_again_and_again(served: Served) -> None:
    _entered(served)
    assert served.stranger().get("/", params={"token": served.guard.once}).status_code == 403
    for _ in range(2):
        assert served.stranger().get("/", params={"token": served.guard.token}).status_code == 303


def test_a_reload_of_the_first_address_is_served_to_the_browser_that_used_it(served: Served) -> None:
    assert _entered(served).get("/", params={"token": served.guard.once}, headers=OPENED).status_code == 303


@pytest.mark.parametrize("token", ["guess", "é", "guess with words"])
def test_a_wrong_token_lets_nobody_in(served: Served, token: str) -> None:
    answer = served.stranger().get("/", params={"token": token})
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers
    headers = {b"Authorization": f"Bearer {token}".encode()}
    assert served.stranger().get(SCAN, headers=headers).status_code == 401


def test_the_token_of_an_address_is_worth_nothing_to_operations(served: Served) -> None:
    assert served.stranger().get(SCAN, params={"token": served.guard.token}).status_code == 401


def test_the_one_time_token_bears_nothing(served: Served) -> None:
    headers = {"Authorization": f"Bearer {served.guard.once}"}
    assert served.stranger().get(SCAN, headers=headers).status_code == 401


@pytest.mark.parametrize(
    "cookie", ["{name}=guess", "{name}=", "other={secret}", "{name}", ";;;=", "{name}={secret}x", "\x01{name}={secret}"]
)
def test_a_wrong_cookie_lets_nobody_in(cookie: str) -> None:
    guard = Guard(8000)
    header = cookie.format(name=guard.cookie_name, secret=guard.secret)
    refused = guard.admit(Asked("GET", "/", host="127.0.0.1:8000", cookie=header))
    assert refused is not None
    assert not isinstance(refused, Welcome)


@pytest.mark.parametrize(
    "beside", ['a={"b": 1}', "a[b]=1", "(x)", 'q="\\"', "a b=c d", "é=1", "", "winnow-8000=guess", "xwinnow-8000=x"]
)
def test_cookies_of_other_programs_of_the_machine_do_not_lock_anybody_out(beside: str) -> None:
    guard = Guard(8000)
    ours = f"{guard.cookie_name}={guard.secret}"
    for header in (f"{beside}; {ours}", f"{ours}; {beside}", f"{beside};{ours}"):
        assert guard.admit(Asked("GET", "/", host="127.0.0.1:8000", cookie=header)) is None


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "10.0.0.1:{port}", ""]
)
def test_another_host_name_is_refused_whoever_asks(served: Served, host: str) -> None:
    answer = served.client.get(SCAN, headers={"Host": host.format(port=served.guard.port)})
    assert answer.status_code == 421


@pytest.mark.parametrize("host", ["localhost:8000", "LOCALHOST:8000", "[::1]:8000", "127.0.0.1:8000"])
def test_the_names_of_the_loopback_are_served(host: str) -> None:
    assert Guard(8000).serves(host)


def test_beyond_the_loopback_any_address_and_own_names_are_served_and_no_other_name() -> None:
    guard = Guard(8000, beyond_loopback=True, names=frozenset({"mymachine"}))
    for host in ("192.168.1.7:8000", "[fe80::1]:8000", "mymachine:8000", "localhost:8000"):
        assert guard.serves(host)
    for host in ("evil.example:8000", "192.168.1.7.evil.example:8000", "mymachine:80", "mymachine", "1.2.3:8000"):
        assert not guard.serves(host)


@pytest.mark.parametrize(
    "sent",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"},
        {},
    ],
)
def test_a_post_that_is_not_known_to_come_from_our_page_is_refused_even_with_the_cookie(
    served: Served, sent: dict[str, str]
) -> None:
    browser = _entered(served)
    assert browser.post(SCAN, json={}, headers=sent).status_code == 403
    assert browser.delete(SCAN, headers=sent).status_code == 403
    assert served.context.scans.scan.state == "idle"


@pytest.mark.parametrize("sent", [{"Origin": "{url}"}, {"Sec-Fetch-Site": "same-origin"}])
def test_a_post_from_our_page_is_taken(served: Served, sent: dict[str, str]) -> None:
    headers = {name: value.format(url=served.url) for name, value in sent.items()}
    assert _entered(served).request("DELETE", SCAN, headers=headers).status_code == 409  # nothing to stop


def test_another_site_may_lead_to_a_page_and_embed_nothing(served: Served) -> None:
    browser = _entered(served)
    cross = {"Sec-Fetch-Site": "cross-site"}
    assert (
        browser.get("/", headers=cross | {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}).status_code
        == 200
    )
    assert (
        browser.get("/", headers=cross | {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"}).status_code == 403
    )
    assert (
        browser.get("/icon.svg", headers=cross | {"Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image"}).status_code
        == 403
    )


def test_welcome_never_leads_to_another_site() -> None:
    guard = Guard(8000)
    for path in ("//evil.example/", "/\\evil.example", "///x"):
        welcome = guard.admit(Asked("GET", path, f"token={guard.token}", host="localhost:8000"))
        assert isinstance(welcome, Welcome)
        assert re.match(r"/[^/\\]", welcome.location)


def test_the_page_knows_which_library_it_shows_and_not_where_that_is(served: Served) -> None:
    page = served.client.get("/").text
    assert f'name="winnow-library" content="{served.context.library_id}"' in page
    assert str(served.context.library.folder) not in page


def test_every_answer_carries_the_headers_that_fence_the_page_in(served: Served) -> None:
    for client in (served.client, served.stranger()):
        for path in ("/", "/assets/none.js", "/icon.svg", SCAN, "/api/v1/none", "/api/v1/photos/999/preview"):
            answer = client.get(path)
            assert {name: answer.headers[name] for name in HEADERS} == HEADERS
    policy = HEADERS["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert not re.search(r"unsafe|http|\*|data:", policy)


@pytest.mark.parametrize(
    "path",
    [
        "/../pyproject.toml",
        "/assets/../index.html/../../app.py",
        "/assets/%2e%2e/%2e%2e/app.py",
        "/%2e%2e%2fapp.py",
        "/assets//etc/passwd",
        "/assets/..%5capp.py",
    ],
)
def test_no_address_leads_to_a_file_that_was_not_built(served: Served, path: str) -> None:
    connection = http.client.HTTPConnection(HOST, served.guard.port, timeout=120)  # sends a path as it is
    connection.request("GET", path, headers={"Authorization": f"Bearer {served.guard.token}"})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    assert answer.status == 404 or b"<title>winnow</title>" in body


@pytest.mark.parametrize("photo", ["0", "-1", "1.jpg", "../1", "..%2f..%2fetc%2fpasswd", "99999999999999999999", "%00"])
def test_a_photo_is_named_by_a_number_alone(served: Served, photo: str) -> None:
    answer = served.client.get(f"/api/v1/photos/{photo}/original")
    assert answer.status_code in {404, 422}
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("chunked", [False, True])
def test_a_body_without_end_is_refused(served: Served, chunked: bool) -> None:
    piece = b" " * 100_000
    pieces = [piece] * (MOST_BYTES // len(piece) + 1)
    content = iter(pieces) if chunked else b"".join(pieces)
    answer = served.client.post(SCAN, content=content, headers={"Content-Type": "application/json"})
    assert answer.status_code == 413
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_head_without_end_is_refused(served: Served) -> None:
    with socket.create_connection((HOST, served.guard.port), timeout=120) as line, suppress(ConnectionError):
        line.sendall(b"GET / HTTP/1.1\r\nX-Long: ")
        for _ in range(100):
            line.sendall(b"x" * 100_000)
        pytest.fail("10 MB were taken")


def test_a_head_that_does_not_come_is_not_waited_for(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("winnow.web.serve.HEAD_SECONDS", 0.3)
    with serving(library) as served, socket.create_connection((HOST, served.guard.port), timeout=120) as line:
        line.sendall(b"GET / HTTP/1.1\r\nHost: ")
        assert line.recv(100) == b""


def test_a_mistake_is_told_without_a_path_or_a_traceback(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: int) -> None:
        raise RuntimeError(f"broken in {Path(__file__)}")

    monkeypatch.setattr(type(served.context.table), "located", lambda _, photo: fail(photo))
    answer = served.client.get("/api/v1/photos/1/preview")
    assert (answer.status_code, answer.headers["content-type"]) == (500, "application/problem+json")
    assert str(Path(__file__).parent) not in answer.text
    assert "RuntimeError" not in answer.text


def test_a_library_that_cannot_be_read_is_told_without_saying_where_it_is(served: Served) -> None:
    database = served.context.library.parts.database
    for log in ("-wal", "-shm"):
        database.with_name(database.name + log).unlink(missing_ok=True)
    database.write_bytes(b"no database at all" * 1000)
    answer = served.client.get("/api/v1/photos/1/preview")
    assert (answer.status_code, answer.json()["type"]) == (500, "urn:winnow:library-damaged")
    assert str(served.context.library.folder) not in answer.text


def test_what_is_wrong_with_a_request_is_said_without_repeating_it(served: Served) -> None:
    answer = served.client.post(SCAN, json={"retry_failed": "<script>", "more": 1})
    assert answer.status_code == 422
    assert "body.retry_failed" in answer.json()["detail"]
    assert "body.more" in answer.json()["detail"]
    assert "<script>" not in answer.text
    assert len(served.client.post(SCAN, json={"x" * 100_000: 1}).text) < 500


def test_a_password_lets_in_and_a_wrong_one_does_not(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("winnow.web.fence.WRONG_PASSWORD_SECONDS", 0.0)
    with serving(library, password=PASSWORD) as served:
        browser = served.stranger()
        asked = browser.get("/", headers=OPENED)
        assert asked.status_code == 401
        assert 'type="password"' in asked.text
        assert 'type="password"' in browser.get("/login", headers=OPENED).text
        own = {"Origin": served.url}
        for wrong in ("", "correct horse", "correct horse & 7 "):
            assert browser.post("/login", data={"password": wrong}, headers=own).status_code == 403
        evil = {"Origin": "http://evil.example"}
        assert browser.post("/login", data={"password": PASSWORD}, headers=evil).status_code == 403
        assert browser.post("/login", content=b"\xff&=;" * 9, headers=own).status_code == 403
        assert browser.post("/login", data={"password": PASSWORD}, headers=own).status_code == 303
        assert browser.get("/").status_code == 200


def test_of_the_form_with_the_password_little_is_taken(library: Library) -> None:
    with serving(library, password=PASSWORD) as served:
        form = {"password": "x" * MOST_LOGIN_BYTES}
        answer = served.stranger().post("/login", data=form, headers={"Origin": served.url})
        assert answer.status_code == 413


def test_without_a_password_there_is_nothing_to_log_in_with(served: Served) -> None:
    answer = served.stranger().post("/login", data={"password": "None"}, headers={"Origin": served.url})
    assert answer.status_code == 401


def test_two_servers_have_different_secrets_and_cookies() -> None:
    one, other = Guard(8000), Guard(8001)
    assert len({one.token, one.once, one.secret, other.token, other.once, other.secret}) == 6
    assert one.cookie_name != other.cookie_name
