"""A mail server on a real socket that does what a test tells it: takes, refuses, hangs, drops, answers byte by byte."""

import re
import socket
import time
from contextlib import contextmanager, suppress
from threading import Event, Thread


class MailServer:
    """`rule(stage, recipient)` is asked at the stages greeting, mail, rcpt, data, content (the headers came), taken
    (all came, no answer yet) and answered. It returns None to go on, "drop", "hang", "drip", "half" (the bytes `half`,
    and the end), or an answer such as "550 no such user". `taken` holds what was taken: (recipient, message)."""

    def __init__(self, rule=lambda stage, recipient: None):
        self.rule, self.taken, self.connections = rule, [], 0
        self.closed = Event()
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        Thread(target=self._accept, daemon=True).start()

    def recipients(self):
        return [recipient for recipient, _ in self.taken]

    def message_ids(self):
        return [re.search(rb"(?im)^message-id: (\S+)", message)[1] for _, message in self.taken]

    def close(self):
        self.closed.set()
        with suppress(OSError):
            self.socket.shutdown(socket.SHUT_RDWR)  # ends the thread that accepts
        self.socket.close()

    def _accept(self):
        while not self.closed.is_set():
            try:
                client, _ = self.socket.accept()
            except OSError:
                return
            self.connections += 1
            Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client):
        try:
            with client, client.makefile("rb") as lines:
                self._talk(client, lines)
        except (OSError, EOFError):
            return

    def _talk(self, client, lines):
        self._answer(client, "greeting", "", b"220 here")
        recipient = ""
        while line := lines.readline():
            word = line[:4].upper()
            if word == b"RCPT":
                recipient = re.search(rb"<(.*?)>", line)[1].decode()
            if word == b"DATA":
                if self._answer(client, "data", recipient, b"354 go on"):
                    self._message(client, lines, recipient)
            elif word == b"QUIT":
                return
            else:
                self._answer(client, word.decode().lower(), recipient, b"250 good")

    def _message(self, client, lines, recipient):
        message, asked = b"", False
        while (line := lines.readline()) != b".\r\n":
            if not line:
                return
            if not asked and line == b"\r\n":
                asked = True
                self._answer(client, "content", recipient, b"")
            message += line
        if self._answer(client, "taken", recipient, b"", before=lambda: self.taken.append((recipient, message))):
            client.sendall(b"250 taken\r\n")
            self._answer(client, "answered", recipient, b"")

    def _answer(self, client, stage, recipient, good, before=lambda: None):
        """True: it went well."""
        wanted = self.rule(stage, recipient)
        if wanted is None or wanted in ("drop", "hang", "drip"):
            before()
        if wanted == "drop":
            client.shutdown(socket.SHUT_RDWR)
            raise EOFError
        if wanted == "half":
            client.sendall(self.half)
            client.shutdown(socket.SHUT_RDWR)
            raise EOFError
        if wanted == "hang":
            self.closed.wait(120)
            raise EOFError
        while wanted == "drip":
            client.sendall(b"2")
            time.sleep(0.05)
        if wanted:
            client.sendall(wanted.encode() + b"\r\n")
        elif good:
            client.sendall(good + b"\r\n")
        return wanted is None


@contextmanager
def serving(settings, rule=lambda stage, recipient: None):
    """A server to which this process sends."""
    server = MailServer(rule)
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", server.port, False
    try:
        yield server
    finally:
        server.close()
