"""Proofs of optimality: propositional encoding, core-guided search over it, and the process in which it runs."""
