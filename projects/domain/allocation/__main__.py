"""Run a published allocation again: python -m projects.domain.allocation FILE (or - for standard input)."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from .files import read, result_as_json
from .run import allocate
from .types import AllocationError


def main(arguments: Sequence[str]) -> int:
    """Print the result; 0, or 1 when the file claims another one, 2 when it cannot be used."""
    if len(arguments) != 1:
        print("usage: python -m projects.domain.allocation FILE   (- reads standard input)", file=sys.stderr)
        return 2
    try:
        text = sys.stdin.read() if arguments[0] == "-" else Path(arguments[0]).read_text(encoding="utf-8")
        inputs, claimed = read(text)
        result = result_as_json(allocate(inputs))
    except (AllocationError, OSError, UnicodeDecodeError) as error:
        print(error, file=sys.stderr)
        return 2
    print(json.dumps(result, ensure_ascii=False, indent=2))
    if claimed is None:
        return 0
    same = claimed == result
    print("the same result as published" if same else "NOT the result that was published", file=sys.stderr)
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
