"""Expressions of time in Korean, Chinese and English, found and resolved against the date of the document."""

from docread.temporal.mentions import Found, find
from docread.temporal.resolution import When, resolve

__all__ = ["Found", "When", "find", "resolve"]
