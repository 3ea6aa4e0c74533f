"""The optional semantic encoder: texts as dense vectors, by a model in a local folder; off unless one is named."""
