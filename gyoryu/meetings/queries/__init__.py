"""Reads of a consultation that are worth a name."""
