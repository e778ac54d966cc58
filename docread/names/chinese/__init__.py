"""Who is named in Chinese texts."""
