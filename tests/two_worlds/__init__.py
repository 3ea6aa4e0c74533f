"""Two worlds: databases from one seed that differ in one secret, one script of requests, and not one differing byte.

variants.py    what the worlds differ in: another secret text, none, another draft, no draft
stage.py       the database that all worlds are copies of; clock.py and dice.py: time and chance stand still in them
cast.py        who acts, whose secret it is; walk.py, probes.py: what they ask; script.py: the days it takes
world.py       one world lived through by one process, written down; compare.py: two such records side by side
__main__.py    `./run two-worlds`
"""
