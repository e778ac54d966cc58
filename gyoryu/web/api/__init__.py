"""The REST API: the same actions and predicates as the pages."""
