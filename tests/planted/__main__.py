"""`./run check-matrix`: plants every fault, one at a time, and says which were caught; `--only` with a part of a file
name or of a description for some of them. Ends with 1 if one survived."""

import argparse
import os
import time

import django
from django.test.utils import setup_test_environment

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")


def check_matrix(only: str) -> int:
    """Print each verdict; return how many faults survived."""
    from config.frontdoor.figures import record_figure
    from tests.isolation.stage import staged
    from tests.planted.faults import FAULTS
    from tests.planted.verdicts import Verdict, seen_without_faults, verdicts

    faults = [fault for fault in FAULTS if only in fault.file or only in fault.what]
    begun, given = time.monotonic(), list[Verdict]()
    with staged() as stage:
        for verdict in verdicts(stage, faults):
            print(verdict, flush=True)
            given.append(verdict)
        if found := seen_without_faults(stage, given):
            print(
                "the same requests show this without any fault, so that they prove nothing:", *found, sep="\n"
            )
            return len(found)
    caught, minutes = sum(bool(each.noticed) for each in given), (time.monotonic() - begun) / 60
    print(
        f"{len(given)} faults planted, {caught} caught, {len(given) - caught} survived, {minutes:.1f} minutes"
    )
    if not only:
        record_figure("faults", "./run check-matrix", planted=len(given), caught=caught)
    return len(given) - caught


if __name__ == "__main__":
    django.setup()
    setup_test_environment()
    reader = argparse.ArgumentParser(prog="./run check-matrix")
    reader.add_argument("--only", default="")
    raise SystemExit(1 if check_matrix(reader.parse_args().only) else 0)
