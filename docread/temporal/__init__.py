"""Expressions of time in Korean, Chinese and English, found and resolved against the date of the document."""

from docread.temporal.mentions import TimeMention, find_mentions
from docread.temporal.resolution import TimeExpression, resolve

__all__ = ["TimeExpression", "TimeMention", "find_mentions", "resolve"]
