"""Expressions of time in Korean, Chinese and English, found and resolved against the date of the document."""

from docread.moments.found import Found, find
from docread.moments.resolving import When, resolve

__all__ = ["Found", "When", "find", "resolve"]
