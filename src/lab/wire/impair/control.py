"""The wire's control socket: one line a connection, answered with one line of JSON."""
import contextlib
import json
import os
import socket

MOST_CLIENTS = 8
MOST_LINE_BYTES = 4096


class Control:
    """Waits for nobody: a client that hangs or talks nonsense costs the wire nothing."""

    def __init__(self, path):
        self._path = path
        self._clients = {}  # what each has said so far
        self._listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._listener.setblocking(False)
        with contextlib.suppress(FileNotFoundError):
            os.unlink(path)  # a killed process has left it
        self._listener.bind(path)
        self._listener.listen(MOST_CLIENTS)

    def sockets(self):
        """What to wait for."""
        return [self._listener, *self._clients]

    def read(self, ready):
        """Accepts a client, or reads from one. Returns its line once that is whole, else None."""
        if ready is self._listener:
            self._accept()
        if ready not in self._clients:  # or it had to leave for a new one
            return None
        try:
            chunk = ready.recv(MOST_LINE_BYTES)
        except OSError:
            chunk = b''
        self._clients[ready] += chunk
        line, end, _ = self._clients[ready].partition(b'\n')
        if end:
            return line.decode('utf-8', 'replace')
        if not chunk or len(line) > MOST_LINE_BYTES:
            self._drop(ready)
        return None

    def answer(self, client, answer):
        """Says one line and takes leave. It never waits: an empty socket buffer takes a line."""
        with contextlib.suppress(OSError):
            client.send(json.dumps(answer).encode() + b'\n')
        self._drop(client)

    def close(self):
        """Takes no more clients."""
        self._listener.close()
        with contextlib.suppress(FileNotFoundError):
            os.unlink(self._path)

    def _accept(self):
        with contextlib.suppress(OSError):
            client, _ = self._listener.accept()
            client.setblocking(False)
            self._clients[client] = bytearray()
        if len(self._clients) > MOST_CLIENTS:
            self._drop(next(iter(self._clients)))

    def _drop(self, client):
        del self._clients[client]
        client.close()
