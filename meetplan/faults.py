"""Faults of an input or of a plan: where, which rule, and what was given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One rule that an input or a plan breaks.

    Attributes
    ----------
    path : str
        JSON path such as `$.pairs[3].a`.
    code : str
        Name of the rule.
    detail : str
        The offending value, or what was expected.
    """

    path: str
    code: str
    detail: str = ""

    def __str__(self) -> str:
        return f"{self.path}: {self.code}" + (f" ({self.detail})" if self.detail else "")


class BadProblem(ValueError):
    """The input breaks the format. `faults` lists every fault, in reading order."""

    def __init__(self, faults: Sequence[Fault]):
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))
