"""Agreements: their parties, texts, acts and terms, and the commitments that follow from them."""
