"""Records of English sentences: what is said, held, signed, planned and paid."""
