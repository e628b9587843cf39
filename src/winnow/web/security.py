"""Who may ask what: decided from the head of a request, before anything else sees it.

::

    request → the right Host?                                  else 421   (DNS rebinding)
            → our cookie, our token as a bearer's, or a page with ?token=, or /login?     else 401
            → from our own page, or a person who opens one?    else 403   (cross-site requests, framing)
            → ?token= is ours?                                 → cookie, 303 to the same page without it; else 403
            → POST /login with the password?                   → cookie, 303; else 403

The token in the address that the browser is started with works once, because other users of the machine can read the
arguments of every process. The one that is printed works again and again, for a second browser. From then on a browser
is known by a cookie that no script can read and no other site can have sent.
"""

from __future__ import annotations

import ipaddress
import secrets
from dataclasses import dataclass, field
from http import HTTPStatus
from threading import Lock
from urllib.parse import parse_qs, parse_qsl, quote, urlencode

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
OUR_OWN = frozenset({"same-origin", "none"})  # none: typed, a bookmark, another program
LOOPBACK_NAMES = frozenset({"127.0.0.1", "localhost", "[::1]"})
LOGIN = "/login"
API = "/api/"


@dataclass(frozen=True, slots=True)
class Asked:
    """What of a request decides whether it is let in. Headers that are not there are empty."""

    method: str
    path: str
    query: str = ""
    host: str = ""
    origin: str = ""
    fetch_site: str = ""
    fetch_mode: str = ""
    fetch_dest: str = ""
    cookie: str = ""
    authorization: str = ""

    @property
    def opens_page(self) -> bool:
        """Whether it is a person who opens a page of ours, from wherever."""
        return self.method == "GET" and self.fetch_mode == "navigate" and self.fetch_dest == "document"


@dataclass(frozen=True, slots=True)
class Refused:
    """Not let in, and why in words."""

    status: HTTPStatus
    detail: str


@dataclass(frozen=True, slots=True)
class Welcome:
    """Let in for the first time: gets the cookie, and goes on to `location`."""

    location: str


@dataclass(frozen=True, slots=True)
class Guard:
    """What this server lets in.

    Attributes:
        port: that it listens on.
        beyond_loopback: other machines can reach it: then it is asked for by any address.
        names: what else it is asked for by, in lower case.
        tls: it is reached by https.
        password: lets a person in, who has no token; None where there is none.
        token: lets in again and again; `once` for the first that comes.
        secret: what a browser is known by, once it is let in.
    """

    port: int
    beyond_loopback: bool = False
    names: frozenset[str] = frozenset()
    tls: bool = False
    password: str | None = None
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    once: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    secret: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    _unclaimed: Lock = field(default_factory=Lock)  # of `once`: held from when it was used, never given back

    @property
    def cookie_name(self) -> str:
        """Of its own for each port: browsers send cookies to all ports of a machine."""
        return f"winnow-{self.port}"

    @property
    def cookie(self) -> str:
        """The header that gives a browser its cookie."""
        return f"{self.cookie_name}={self.secret}; Path=/; HttpOnly; SameSite=Strict{'; Secure' if self.tls else ''}"

    def address(self, host: str, page: str = "/", *, once: bool = False) -> str:
        """The address that opens a page, with the token that lets in."""
        name = f"[{host}]" if ":" in host else host
        scheme = "https" if self.tls else "http"
        joint = "&" if "?" in page else "?"
        return f"{scheme}://{name}:{self.port}{page}{joint}token={self.once if once else self.token}"

    def admit(self, asked: Asked) -> Refused | Welcome | None:
        """Decide on a request; None lets it through."""
        if not self.serves(asked.host):
            return Refused(HTTPStatus.MISDIRECTED_REQUEST, "This address is not served here.")
        has_key = asked.method == "GET" and not asked.path.startswith(API) and "token" in parse_qs(asked.query)
        logs_in = asked.method == "POST" and asked.path == LOGIN and self.password is not None
        if not (has_key or logs_in or self._is_known(asked)):
            return Refused(HTTPStatus.UNAUTHORIZED, "Open the address that winnow review printed.")
        if not self._is_from_here(asked):
            return Refused(HTTPStatus.FORBIDDEN, "Another site may not ask for this.")
        return self._by_token(asked) if has_key else None

    def serves(self, host: str) -> bool:
        """Whether a Host header names this server. An address cannot be rebound; a name can."""
        name, _, port = host.lower().rpartition(":") if not host.endswith("]") else (host.lower(), "", "")
        if port != str(self.port) and not (not name and self.port in {80, 443}):
            return False
        name = name or port
        return name in LOOPBACK_NAMES or name in self.names or (self.beyond_loopback and _is_address(name))

    def is_password(self, form: bytes) -> bool:
        """Whether a form that was sent has the right password in it."""
        try:
            given = dict(parse_qsl(form.decode("ascii"), max_num_fields=2)).get("password", "")
        except ValueError:
            return False
        return self.password is not None and _same(given, self.password)

    def _is_from_here(self, asked: Asked) -> bool:
        own = f"{'https' if self.tls else 'http'}://{asked.host}".lower()
        if asked.origin and asked.origin.lower() != own:
            return False
        if asked.fetch_site and asked.fetch_site not in OUR_OWN:
            return asked.opens_page
        if asked.method in SAFE_METHODS or asked.origin or asked.fetch_site == "same-origin":
            return True
        return self._bears_token(asked)  # no browser: those say where they come from

    def _by_token(self, asked: Asked) -> Refused | Welcome:
        query = parse_qsl(asked.query, keep_blank_values=True)
        given = next(value for name, value in query if name == "token")
        fits = _same(given, self.token) or (_same(given, self.once) and self._unclaimed.acquire(blocking=False))
        if not fits and not self._is_known(asked):
            return Refused(HTTPStatus.FORBIDDEN, "This address was used already. Open the one that winnow printed.")
        rest = urlencode([(name, value) for name, value in query if name != "token"])
        page = "/" + quote(asked.path.lstrip("/\\"))
        return Welcome(f"{page}?{rest}" if rest else page)

    def _is_known(self, asked: Asked) -> bool:
        return self._has_cookie(asked.cookie) or self._bears_token(asked)

    def _has_cookie(self, header: str) -> bool:
        """Whether ours is among the cookies.

        A browser sends us those of every program of this machine: some that Python's parser takes for the end of the
        header (JSON, a name in brackets), perhaps one by our name.
        """
        given = (cookie.strip().partition("=") for cookie in header.split(";"))
        return any(name == self.cookie_name and _same(value, self.secret) for name, _, value in given)

    def _bears_token(self, asked: Asked) -> bool:
        kind, _, given = asked.authorization.partition(" ")
        return kind.lower() == "bearer" and _same(given.strip(), self.token)


def _same(given: str, ours: str) -> bool:
    return secrets.compare_digest(given.encode("utf-8", "surrogatepass"), ours.encode())


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name.removeprefix("[").removesuffix("]"))
    except ValueError:
        return False
    return True
