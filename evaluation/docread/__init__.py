"""Measures of the reader: labelled documents, weekdays of thousands of releases, speed, damaged files."""
