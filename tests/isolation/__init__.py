"""Nobody sees what is not theirs: addresses as every role with every id, against a table that people have read.

matrix.csv         what each of the 14 roles gets, per address, method, request and whose id stands in it
scope.py           what the short walk leaves out; `./run test tests/isolation --whole` leaves out nothing
shapes.py          requests that would succeed for somebody; api_shapes.py makes those of the API's parameters
undeclared.py      three hundred names that no operation of the API takes
test_matrix.py     the walk; `./run classify_urls` writes the table anew, for reading before committing
"""
