"""The attack of the threat model, on the real API: an outsider posts probing achievements to learn a hidden need.

target.py      the need and its secret; probe.py: an achievement that fishes for words, and what it brings
attacker.py    what the attacker asks next, and what they believe
siege.py       one attack by one process; __main__.py: `./run probes`
"""

# As the product does it; and the control: the same with the leak of leak.py planted, so that scores and explanations
# are computed on the secret text too, as a service does that keeps one text per listing.
HIDDEN, LEAKING = "hidden", "leaking"
