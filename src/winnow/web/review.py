"""A library served for review: the port, the guard and the application, put together.

::

    are the pages built? → take the port → a guard for it → the application → serve until somebody stops it
"""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass
from typing import TYPE_CHECKING

from winnow.domain.errors import PageNotBuiltError
from winnow.web.app import create_app
from winnow.web.context import open_context
from winnow.web.frontend import REMEDY, Frontend
from winnow.web.security import Guard
from winnow.web.serve import Server, listen

if TYPE_CHECKING:
    from pathlib import Path

    from winnow.library import Library

LOOPBACK = "127.0.0.1"
EVERYWHERE = frozenset({"0.0.0.0", "::"})  # noqa: S104 - compared with, not bound to


@dataclass(frozen=True, slots=True)
class Place:
    """Where a review is served, and who else may come in.

    Attributes:
        host: the address to listen at; beyond the loopback only if the person says so.
        port: 0 for a free one.
        password: lets a person in who does not have the address with the token.
        certificate: for https.
        key: of the certificate, if it is in a file of its own.
    """

    host: str = LOOPBACK
    port: int = 0
    password: str | None = None
    certificate: Path | None = None
    key: Path | None = None

    @property
    def is_beyond_loopback(self) -> bool:
        """Whether other machines can reach it."""
        try:
            return not ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return self.host.lower() != "localhost"


class Review:
    """A library on a port of this machine, not served before `run`."""

    def __init__(self, library: Library, place: Place, page: str = "/") -> None:
        """Take the port.

        Raises:
            PageNotBuiltError: there is nothing to show.
            AddressTakenError: the port cannot be had.
            ArgumentError: the certificate cannot be used.
        """
        frontend = Frontend.read()
        if not frontend.is_built:
            raise PageNotBuiltError(REMEDY)
        listener = listen(place.host, place.port)
        guard = Guard(
            port=listener.getsockname()[1],
            beyond_loopback=place.is_beyond_loopback,
            names=_names(place),
            tls=place.certificate is not None,
            password=place.password,
        )
        context = open_context(library)
        self._table = context.table
        self._server = Server(
            create_app(context, guard, frontend),
            listener,
            certificate=place.certificate,
            key=place.key,
            closing=context.events.close,
        )
        here = LOOPBACK if place.host in EVERYWHERE else place.host
        self.opens = guard.address(here, page, once=True)
        """For the browser of this machine, once."""
        self.addresses = [guard.address(name, page) for name in (here, *_elsewhere(place))]
        """To be opened again and again, on this machine and then on others."""

    def run(self) -> None:
        """Serve until `stop`."""
        self._table.begin()
        self._server.run()

    def stop(self) -> None:
        """End `run`. Safe in a signal handler."""
        self._server.stop()


def _names(place: Place) -> frozenset[str]:
    """What this machine may be asked for by, other than the loopback's names and addresses."""
    host = f"[{place.host}]" if ":" in place.host else place.host
    own = socket.gethostname()
    return frozenset(name.lower() for name in (host, *((own, f"{own}.local") if place.is_beyond_loopback else ())))


def _elsewhere(place: Place) -> list[str]:
    return [socket.gethostname()] if place.host in EVERYWHERE else []
