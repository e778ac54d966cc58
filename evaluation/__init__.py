"""Measurements of the libraries against rivals; nothing here is shipped."""
