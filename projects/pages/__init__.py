"""Pages of this app. Each view parses, checks the permission, calls one verb, renders."""
