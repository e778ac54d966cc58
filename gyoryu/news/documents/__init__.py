"""Documents as ingested: their bytes, their text, and near-duplicates."""
