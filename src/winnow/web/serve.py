"""The application on a port of this machine, by uvicorn in this process, until somebody stops it."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import socket
from typing import TYPE_CHECKING

import h11
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from winnow.domain.errors import AddressTakenError, ArgumentError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from starlette.types import ASGIApp

HEAD_SECONDS = 10.0
"""Longest that the head of a request may take to arrive, from the connection or its first byte on."""

HEAD_BYTES = 32_768
CONNECTIONS = 256
IDLE_SECONDS = 75
"""Longest that a connection is kept open without a request."""

STOP_SECONDS = 5
"""Longest that what is being answered may take once the server is to stop."""

UNWIND_SECONDS = 1.0
"""Longest that what is broken off then may take to close its files."""


def listen(host: str, port: int = 0) -> socket.socket:
    """Take a port; 0 takes a free one.

    Raises:
        AddressTakenError: another program has it, it is not of this machine, or may not be had.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except (OSError, OverflowError) as error:
        why = os.strerror(error.errno) if isinstance(error, OSError) and error.errno else str(error)
        raise AddressTakenError(f"{host}, port {port}: {why}.") from error


class Server:
    """Serves an application on a socket."""

    def __init__(
        self,
        app: ASGIApp,
        listener: socket.socket,
        *,
        certificate: Path | None = None,
        key: Path | None = None,
        closing: Callable[[], None] = lambda: None,
    ) -> None:
        """Prepare to serve.

        Args:
            app: what answers.
            listener: the port, from `listen`.
            certificate: for https.
            key: of the certificate, where that does not hold it.
            closing: called when the server is to stop, to end answers that would not end by themselves.

        Raises:
            ArgumentError: the certificate cannot be used.
        """
        self._listener = listener
        config = uvicorn.Config(
            app,
            http=_BoundedProtocol,
            ws="none",
            loop="asyncio",
            lifespan="on",
            log_config=None,
            log_level="error",
            access_log=False,
            proxy_headers=False,
            server_header=False,
            limit_concurrency=CONNECTIONS,
            timeout_keep_alive=IDLE_SECONDS,
            timeout_graceful_shutdown=STOP_SECONDS,
            h11_max_incomplete_event_size=HEAD_BYTES,
            ssl_certfile=certificate,
            ssl_keyfile=key,
        )
        try:
            config.load()
        except OSError as error:  # SSLError is one
            listener.close()
            raise ArgumentError(f"The certificate or its key cannot be used: {error.strerror or error}.") from error
        self._server = _Uvicorn(config, closing)

    def run(self) -> None:
        """Serve until `stop`."""
        self._server.run(sockets=[self._listener])

    def stop(self) -> None:
        """Finish what is being answered, and end `run`. Safe in a signal handler, and from any thread."""
        self._server.should_exit = True

    @property
    def is_up(self) -> bool:
        """Whether it answers."""
        return self._server.started


class _Uvicorn(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, closing: Callable[[], None]) -> None:
        super().__init__(config)
        self._closing = closing

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave signals to the command line."""
        yield

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End streams first, which would be waited for, and at last what still is being sent.

        What uvicorn says of answers that are broken off is no news then; the fence tells of bugs.
        """
        logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
        self._closing()
        await super().shutdown(sockets)
        for connection in self.server_state.connections.copy():
            connection.transport.abort()
        if self.server_state.tasks:
            await asyncio.wait(self.server_state.tasks, timeout=UNWIND_SECONDS)


class _BoundedProtocol(H11Protocol):
    """Closes a connection whose request does not come: uvicorn itself would wait for ever."""

    _late: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as the class above
        super().connection_made(transport)
        # As asyncio does for sockets that it made itself. Without it a small answer, a head and then a body, waits
        # 40 ms for the client to acknowledge the head.
        transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._late = self.loop.call_later(HEAD_SECONDS, transport.close)

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self.conn.their_state is not h11.IDLE:
            self._in_time()
        elif self._late is None:
            self._late = self.loop.call_later(HEAD_SECONDS, self.transport.close)

    def connection_lost(self, exc: Exception | None) -> None:
        self._in_time()
        super().connection_lost(exc)

    def _in_time(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None
