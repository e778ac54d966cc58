"""A mail server on a real socket that does what a test tells it: takes, refuses, hangs, drops, answers byte by byte."""

import base64
import re
import socket
import time
from contextlib import contextmanager, suppress
from threading import Event, Thread


class MailServer:
    """`rule(stage, recipient)` is asked at the stages greeting, mail, rcpt, data, content (the headers came), taken
    (all came, no answer yet) and answered. It returns None to go on, "drop", "hang", "drip", "half" (the bytes `half`,
    and the end), or an answer such as "550 no such user". `taken` holds what was taken: (recipient, message).

    With `tls`, a context of `ssl`, it speaks TLS from the first byte if `is_implicit`, else after STARTTLS. With
    `login`, (user, password), nothing is taken before AUTH PLAIN, and that not in clear."""

    def __init__(self, rule=lambda stage, recipient: None, *, tls=None, is_implicit=False, login=None):
        self.rule, self.taken, self.connections = rule, [], 0
        self.tls, self.is_implicit, self.login = tls, is_implicit, login
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
            if self.is_implicit:
                client = self.tls.wrap_socket(client, server_side=True)
            if self.tls or self.login:
                client = self._secured(client)
            with client, client.makefile("rb") as lines:
                self._talk(client, lines)
        except (OSError, EOFError):
            return

    def _secured(self, client):
        """Greet, and answer until TLS and login are done as demanded; what is asked before is refused."""
        client.sendall(b"220 here\r\n")
        demands = ({"STARTTLS"} if self.tls and not self.is_implicit else set()) | ({"AUTH"} if self.login else set())
        lines = client.makefile("rb")
        while demands and (line := lines.readline()):
            word = line.split()[0].upper()
            if word == b"EHLO":
                offer = "STARTTLS" if "STARTTLS" in demands else "AUTH PLAIN"
                client.sendall(f"250-here\r\n250 {offer}\r\n".encode())
            elif word == b"STARTTLS" and "STARTTLS" in demands:
                client.sendall(b"220 go on\r\n")
                client = self.tls.wrap_socket(client, server_side=True)
                lines = client.makefile("rb")
                demands.remove("STARTTLS")
            elif word == b"AUTH" and "STARTTLS" not in demands:
                user, password = base64.b64decode(line.split()[2]).decode().split("\0")[1:]
                is_right = (user, password) == self.login
                client.sendall(b"235 welcome\r\n" if is_right else b"535 wrong\r\n")
                demands -= {"AUTH"} if is_right else set()
            else:
                client.sendall(b"530 STARTTLS or AUTH first\r\n")
        return client

    def _talk(self, client, lines):
        if not (self.tls or self.login):
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
        message, headers_done = b"", False
        while (line := lines.readline()) != b".\r\n":
            if not line:
                return
            if not headers_done and line == b"\r\n":
                headers_done = True
                self._answer(client, "content", recipient, b"")
            message += line
        if self._answer(client, "taken", recipient, b"", before=lambda: self.taken.append((recipient, message))):
            client.sendall(b"250 taken\r\n")
            self._answer(client, "answered", recipient, b"")

    def _answer(self, client, stage, recipient, default, before=lambda: None):
        """True: it went well."""
        reply = self.rule(stage, recipient)
        if reply is None or reply in ("drop", "hang", "drip"):
            before()
        if reply == "drop":
            client.shutdown(socket.SHUT_RDWR)
            raise EOFError
        if reply == "half":
            client.sendall(self.half)
            client.shutdown(socket.SHUT_RDWR)
            raise EOFError
        if reply == "hang":
            self.closed.wait(120)
            raise EOFError
        while reply == "drip":
            client.sendall(b"2")
            time.sleep(0.05)
        if reply:
            client.sendall(reply.encode() + b"\r\n")
        elif default:
            client.sendall(default + b"\r\n")
        return reply is None


@contextmanager
def serving(settings, rule=lambda stage, recipient: None, **security):
    """A server to which this process sends; `security` as for `MailServer`."""
    server = MailServer(rule, **security)
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", server.port, False
    try:
        yield server
    finally:
        server.close()
