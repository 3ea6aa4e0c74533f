"""`./run classify_urls [beginning …]`: walk the addresses (that begin so) and write their lines anew, for reading.

`--count` walks nothing and says how many cells there are and how many of them the table classifies.
"""

import os
import sys
from functools import partial

import django
from django.test.utils import setup_test_environment

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")


def classify(under: tuple[str, ...]) -> int:
    """Print what is wrong whatever the table says; return how much that is."""
    from tests.isolation import crew, scope, table, tasks
    from tests.isolation.stage import staged

    walked, faults, lines = 0, 0, 0
    with staged() as stage:
        written = partial(tasks.walk, chosen=scope.is_written)
        for each in crew.share_out(stage, written, scope.everywhere(under)):
            lines = table.write(each.cells)  # at once: a walk that is ended half-way was not in vain
            walked, faults = walked + len(each.cells), faults + len(each.faults)
            print(*each.faults, sep="\n", end="\n" if each.faults else "", flush=True)
    print(f"{walked} cells walked, {lines} lines in {table.PATH.name}: read what git diff shows")
    return faults


def count() -> int:
    """Print the size of the matrix and keep it for docs/trust.md; return how many of its cells nobody classified."""
    from config.frontdoor.figures import record_figure
    from tests.isolation import scope, table
    from tests.isolation.cast import ROLES

    lines = [line for lines in scope.everywhere() for line in lines]
    cells = {(line.key, role) for line in lines if not scope.is_dull(line) for role in ROLES}
    classified = cells & set(table.read())
    ruled = sum(scope.is_dull(line) for line in lines) * len(ROLES)
    addresses = {line.route.pattern for line in lines}
    print(f"{len(addresses)} addresses, {len(ROLES)} roles: {len(cells)} cells, {len(classified)} classified")
    print(f"{ruled} more of methods that one rule speaks of: HEAD is answered as GET, and none changes a row")
    record_figure("matrix", "./run classify_urls --count", cells=len(cells), classified=len(classified))
    return len(cells) - len(classified)


if __name__ == "__main__":
    django.setup()
    setup_test_environment()
    arguments = sys.argv[1:]
    wrong = count() if "--count" in arguments else classify(tuple(arguments) or ("",))
    raise SystemExit(1 if wrong else 0)
