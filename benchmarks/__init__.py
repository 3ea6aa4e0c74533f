"""Measurements, run by `./run bench <name>`; figures in README and docs come from here."""
