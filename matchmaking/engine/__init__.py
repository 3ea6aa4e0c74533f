"""The matching engine: pure functions over frozen cards. No database, no Django, no clock, no network."""
