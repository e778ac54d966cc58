"""Watches: what officers are notified of when a document matches."""
