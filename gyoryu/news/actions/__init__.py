"""Verbs of the news room."""
