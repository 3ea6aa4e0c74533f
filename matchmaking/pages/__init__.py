"""Pages and fragments of matches, reviews and dockings. Each view parses, checks, calls one verb, renders."""
