"""Refusals of actions."""

from __future__ import annotations


class Refused(Exception):
    """Raised by an action that was refused and changed nothing. `code` is the reason (`web/` has the text), `detail`
    what it concerns."""

    def __init__(self, code: str, **detail: object):
        super().__init__(code)
        self.code = code
        self.detail = detail
