"""Requests with ids that somebody changed: made by chance from a seed, and none of them may bring anything.

spellings.py   one id as attackers write it
places.py      where in a request of one's own a stranger's id can stand
strangers.py   which ids a role must find nowhere
ownership.py   whose rows a request has changed
tries.py       which requests are tried, in which order
attack.py      one try beside its twin with an id that does not exist, and what is wrong about it
`./run tamper` tries 100,000 of them; test_tamper.py 20,000.
"""
