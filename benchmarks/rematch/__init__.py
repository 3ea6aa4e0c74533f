"""The service at the size of a province: full matches by one and two workers, and how soon a change is matched."""
