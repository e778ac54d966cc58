"""The REST interface: the same verbs and predicates as the pages, for programs."""
