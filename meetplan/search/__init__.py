"""The search for good timetables: compiled moves on arrays."""
