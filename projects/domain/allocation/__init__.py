"""名额分配: which applications get the places, when more apply than there are. Pure: no Django, no hidden chance.

`python -m projects.domain.allocation FILE` runs a published allocation again. The rules and why they are so: ADR 0018.
"""
