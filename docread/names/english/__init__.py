"""Who is named in English texts."""
