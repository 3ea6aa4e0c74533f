"""Reading files of listings: JSONL, CSV and Excel in, rows of clean values and named faults out. Knows no database."""
