# Aliases for people who type make first; everything is in ./run.
.PHONY: demo test check
demo:
	./run
test:
	./run test
check:
	./run check
