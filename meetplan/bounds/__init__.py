"""Proved bounds for each level of the objective."""
