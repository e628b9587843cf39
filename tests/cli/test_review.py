"""`winnow review` as a person starts it: the address it prints opens the page, Ctrl-C ends it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import takewhile
from pathlib import Path

import httpx
import numpy as np
import pytest
from PIL import Image
from typer.testing import CliRunner

from winnow.cli.app import app
from winnow.web.frontend import Frontend

pytestmark = pytest.mark.skipif(not Frontend.read().is_built, reason="the review page is not built: make app")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """One picture that nobody has rated."""
    random = np.random.default_rng(3)
    (tmp_path / "photos").mkdir()
    Image.fromarray(random.integers(0, 255, (120, 160, 3), dtype=np.uint8)).save(tmp_path / "photos" / "a.jpg")
    return tmp_path / "photos"


@contextmanager
def _started(*arguments: str | Path, **environment: str) -> Iterator[tuple[subprocess.Popen[str], list[str]]]:
    """The command, running, and the addresses that it printed."""
    process = subprocess.Popen(
        [sys.executable, "-m", "winnow", *arguments, "--no-browser"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | environment,
    )
    assert process.stdout is not None
    lines = list(takewhile(lambda line: line != "Ctrl-C ends it.\n", process.stdout))
    try:
        yield process, [line.removeprefix("Open ").strip() for line in lines if line.startswith("Open ")]
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=300)


def test_the_printed_address_opens_the_page_in_one_browser_after_another(folder: Path) -> None:
    with _started("review", folder) as (_, [address]):
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/\?token=[\w-]{32}", address)
        for _ in range(2):
            with httpx.Client(follow_redirects=True, timeout=300) as browser:
                page = browser.get(address)
                assert page.status_code == 200
                assert 'id="root"' in page.text
                assert browser.get(f"{address.split('?')[0]}api/v1/library").json()["rated"] is False


def test_ctrl_c_ends_it_though_a_page_listens(folder: Path) -> None:
    with _started("review", folder) as (process, [address]), httpx.Client(timeout=300) as browser:
        browser.get(address)
        with browser.stream("GET", f"{address.split('?')[0]}api/v1/events") as events:
            lines = events.iter_lines()
            assert next(lines).startswith("retry:")
            process.send_signal(signal.SIGINT)
            assert process.wait(timeout=300) == 0
            assert list(lines)[-1] == "", "the stream ends, and in no half line"
        assert process.stderr is not None
        assert process.stderr.read() == ""


def test_the_slideshow_is_a_view_of_it(folder: Path) -> None:
    subprocess.run([sys.executable, "-m", "winnow", "rate", folder], check=True, capture_output=True)
    with _started("slideshow", folder, "-n", "7", "--min-score", "0.5") as (_, [address]):
        assert httpx.get(address, timeout=300).headers["location"] == "/slideshow?n=7&min_score=0.5"


def test_beyond_the_loopback_it_warns_of_who_can_listen_and_a_password_lets_in(folder: Path) -> None:
    secret = "correct horse"  # noqa: S105 - of a process that lives for one test
    with _started("review", folder, "--host", "0.0.0.0", WINNOW_PASSWORD=secret) as (process, addresses):  # noqa: S104
        port = httpx.URL(addresses[0]).port
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=300) as browser:
            own = {"Origin": f"http://127.0.0.1:{port}"}
            assert browser.post("/login", data={"password": secret}, headers=own).status_code == 303
        process.send_signal(signal.SIGINT)
        assert "unencrypted" in process.communicate(timeout=300)[1]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--host", "192.0.2.1"], "This address cannot be served."),
        (["--tls-cert", "pyproject.toml"], "The certificate or its key cannot be used"),
        (["--port", "70000"], "--port"),
    ],
)
def test_what_cannot_be_served_is_said_in_a_line(folder: Path, arguments: list[str], message: str) -> None:
    ran = CliRunner().invoke(app, ["review", str(folder), "--no-browser", *arguments])
    assert ran.exit_code == 2
    assert message in ran.output


def test_a_short_password_is_refused(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "password").write_text("1234567\n", encoding="utf-8")
    ran = CliRunner().invoke(app, ["review", str(folder), "--password-file", str(tmp_path / "password")])
    assert ran.exit_code == 2
    assert "8 characters" in ran.output


@pytest.mark.skipif(os.name == "nt", reason="Windows says in another way who may read a file")
def test_a_password_that_others_can_read_is_warned_of(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "pass word"
    for mode, warned in ((0o644, True), (0o640, True), (0o600, False)):
        file.write_text("1234567\n", encoding="utf-8")
        file.chmod(mode)
        ran = CliRunner().invoke(app, ["review", str(folder), "--password-file", str(file)])
        assert (f"chmod 600 '{file}'" in ran.output) == warned


def test_without_the_built_page_it_says_what_to_do(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Frontend, "read", classmethod(lambda cls: cls({})))
    ran = CliRunner().invoke(app, ["review", str(folder), "--no-browser"])
    assert ran.exit_code == 5
    assert "make app" in ran.output
    assert "Without Node" in ran.output
