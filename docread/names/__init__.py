"""Who is named: bodies, persons and places, in three languages."""
