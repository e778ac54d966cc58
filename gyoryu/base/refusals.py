"""Why an action was not carried out."""

from __future__ import annotations


class Refused(Exception):
    """An action refuses, and nothing was changed. `code` says why (`web/` has the sentence), `detail` what it
    concerns."""

    def __init__(self, code: str, **detail: object):
        super().__init__(code)
        self.code = code
        self.detail = detail
