"""Policy news: documents and their sources, what is read from them, the board, watches."""
