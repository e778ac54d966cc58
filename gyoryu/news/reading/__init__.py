"""The reader: read documents in a child process, and compare it with the decisions of the desk."""
