"""The board: posts in several languages, their files, topics, and readers."""
