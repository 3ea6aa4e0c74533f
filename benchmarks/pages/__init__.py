"""How long every page, board and list takes on the demo data, for each role."""
