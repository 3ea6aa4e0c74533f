"""Which role sees which field in which state, read back through every door and kept in a table that people review."""
