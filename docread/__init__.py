"""The reading library: bytes of a policy document in, records with their evidence out. Begun by a later issue."""
