"""The searchable market: immutable segments of cards and the live set over them."""
