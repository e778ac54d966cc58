"""Sources of documents: feeds and the press-release service, fetching, and polling."""
