"""The tests of isolation, tested: authorisation faults planted one at a time, each of which they must find.

fault.py       what a fault is: a text of a file, what stands there instead, and who should notice
faults/        the faults, by where they are planted
copies.py      a copy of the tree to plant in; nothing is ever planted here
walk.py        runs in such a copy: walks the addresses concerned and says what is not as the table has it
verdicts.py    plants each, asks, and tells caught from survived
`./run check-matrix` tries all of them; test_planted.py a few.
"""
