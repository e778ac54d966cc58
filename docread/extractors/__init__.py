"""Records: what a sentence says was agreed, held, promised, paid."""
