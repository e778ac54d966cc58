"""Actions of the news package."""
