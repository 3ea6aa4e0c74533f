"""`./run bench engine`: the matching engine beside what a user would pick instead, interleaved in one run."""
