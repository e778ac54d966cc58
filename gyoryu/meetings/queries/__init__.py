"""Queries of a consultation."""
