"""The search for good timetables: moves on arrays, compiled by Numba."""
