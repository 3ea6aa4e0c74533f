"""`./run classify_urls [beginning …]`: walk the addresses (that begin so) and write their lines anew, for reading."""

import os
import sys

import django
from django.test.utils import setup_test_environment

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")


def classify(under: tuple[str, ...]) -> int:
    """Print what is wrong whatever the table says; return how much that is."""
    from tests.isolation import crew, scope, table, tasks
    from tests.isolation.stage import staged

    with staged() as stage:
        found = list(crew.share_out(stage, tasks.walk, scope.walked_lines(under)))
    cells = {key: word for each in found for key, word in each.cells.items()}
    faults = [fault for each in found for fault in each.faults]
    print(f"{len(cells)} cells in {table.write(cells)} lines of {table.PATH.name}: read what git diff shows")
    print("\n".join(faults))
    return len(faults)


if __name__ == "__main__":
    django.setup()
    setup_test_environment()
    raise SystemExit(1 if classify(tuple(sys.argv[1:]) or ("",)) else 0)
