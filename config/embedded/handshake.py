"""Ask a server over its socket how it is, in one round trip and without a client library."""

import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from pathlib import Path

PROTOCOL_3_0 = 196608
NO_SUCH_DATABASE = b"3D000"
CANNOT_CONNECT_NOW = b"57P03"  # starting, stopping or recovering
TIMEOUT = 2.0  # seconds


class Answer(Enum):
    """What a server said."""

    READY = "ready"
    NO_DATABASE = "the server is ready, the database does not exist"
    STARTING = "not yet"
    NOBODY = "nobody listens"


def ask_postgres(path: Path, name: str) -> Answer:
    """Introduce ourselves as user `name` wanting the database `name`.

    Formats: PostgreSQL documentation, "Frontend/Backend Protocol": StartupMessage, ErrorResponse, ReadyForQuery.
    """
    words = b"".join(word.encode() + b"\0" for word in ("user", name, "database", name)) + b"\0"
    try:
        with _connected(path) as sock:
            sock.sendall(struct.pack("!ii", 8 + len(words), PROTOCOL_3_0) + words)
            kind, body = _message(sock)
            while kind not in (b"Z", b"E"):  # until it is ready for a query, or says why not
                kind, body = _message(sock)
            sock.sendall(b"X\0\0\0\4")
    except OSError:
        return Answer.NOBODY
    if kind == b"E" and b"\0C" + NO_SUCH_DATABASE + b"\0" in body:
        return Answer.NO_DATABASE
    if kind == b"E" and b"\0C" + CANNOT_CONNECT_NOW + b"\0" in body:
        return Answer.STARTING
    return Answer.READY  # also with an error such as "too many clients": it lives


def ask_redis(path: Path) -> Answer:
    """Ping. A server that is loading its file answers with an error."""
    try:
        with _connected(path) as sock:
            sock.sendall(b"PING\r\n")
            reply = sock.recv(64)
    except OSError:
        return Answer.NOBODY
    return Answer.READY if reply.startswith(b"+PONG") else Answer.STARTING


@contextmanager
def _connected(path: Path) -> Iterator[socket.socket]:
    with socket.socket(socket.AF_UNIX) as sock:
        sock.settimeout(TIMEOUT)
        sock.connect(str(path))
        yield sock


def _message(sock: socket.socket) -> tuple[bytes, bytes]:
    """Read one message of PostgreSQL: its kind (one byte) and its body."""
    kind, length = struct.unpack("!ci", _exactly(sock, 5))
    return kind, _exactly(sock, length - 4)


def _exactly(sock: socket.socket, count: int) -> bytes:
    data = b""
    while len(data) < count:
        piece = sock.recv(count - len(data))
        if not piece:
            raise ConnectionResetError("the server hung up")
        data += piece
    return data
