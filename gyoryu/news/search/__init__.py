"""The search index of documents and posts, spellings in other scripts, and highlighting."""
