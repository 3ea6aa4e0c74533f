"""尽职免责: the evidence pack of a docking as one PDF, the list that is ticked, and packs kept on record.

types → words → steps, facts, texts, together, papers, ticks (each a part) → pack → pdf, records.
"""
