"""The attack of the threat model, on the real API: an outsider posts probing achievements to learn a hidden need.

target.py      the need, hidden or (the control) published; attacker.py: what the attacker does and believes
siege.py       one attack by one process; __main__.py: `./run probes`
"""

HIDDEN, PUBLISHED = "hidden", "published"  # as the product does it, and as a naive service would: the control
