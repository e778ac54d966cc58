"""What can be done with a consultation, a file for each group of verbs."""
