"""A server on 127.0.0.1 for the tests of the door: it says what it is told, byte for byte."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from articles.outgoing import RULES, Rules
from articles.outgoing.addresses import why_denied

HERE = "127.0.0.1"
PEM = Path(__file__).parent / "press.pem"  # press.example, signed by itself; used here only

Reply = bytes | Callable[[socket.socket], None]


def reply(body: bytes = b"", status: str = "200 OK", **headers: str) -> bytes:
    """An answer in HTTP."""
    rows = {"Content-Type": "text/html", "Content-Length": str(len(body))}
    rows |= {name.replace("_", "-"): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in rows.items())
    return f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + body


@contextmanager
def serving(replies: dict[str, Reply], *, tls: bool = False) -> Iterator[tuple[int, list[bytes]]]:
    """(port, what was asked) of a server that answers each path with its reply, while the block runs."""
    asked: list[bytes] = []
    listener = socket.create_server((HERE, 0))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(PEM)

    def answer(client: socket.socket) -> None:
        try:
            with context.wrap_socket(client, server_side=True) if tls else client as talk:
                request = talk.recv(65536)
                asked.append(request)
                said = replies[request.split()[1].decode()]
                if callable(said):
                    said(talk)
                else:
                    talk.sendall(said)
        except OSError:
            client.close()  # the other side did not want to talk

    def accept() -> None:
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=answer, args=[client], daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield listener.getsockname()[1], asked
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()


def rules(port: int, **changed) -> Rules:
    """The rules with one exception: press.example is here, at this port."""
    here = {
        "ports": RULES.ports | {port},
        "resolve": lambda host, port: {"press.example": [HERE]}[host],
        "why_denied": lambda address: "" if address == HERE else why_denied(address),
        "seconds": 5.0,
    }
    return replace(RULES, **(here | changed))
