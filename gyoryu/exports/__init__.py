"""Handouts: everything an officer prints, sends or shows once a plan is made."""
