"""Watches: notifications for officers when a document matches."""
