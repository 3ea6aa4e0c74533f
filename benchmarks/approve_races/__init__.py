"""Administrators, parties and owners who decide on one match at the same moment."""
