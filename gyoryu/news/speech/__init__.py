"""Posts read aloud by the server."""
