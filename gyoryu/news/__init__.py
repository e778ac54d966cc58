"""Policy news: documents that arrive, what is read from them and confirmed, posts for everyone, watches."""
