"""`./run check-matrix`: plants every fault, one at a time, and says which were caught; `--only` with a part of a file
name or of a description for some of them, `--by-tampering` to look for them with changed ids alone. Ends with 1 if one
survived."""

import argparse
import os
import time

import django
from django.test.utils import setup_test_environment

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")


def check_matrix(only: str, *, walking: bool) -> int:
    """Print each verdict; return how many faults survived."""
    from config.frontdoor.figures import record_figure
    from tests.isolation.stage import staged
    from tests.planted.faults import FAULTS
    from tests.planted.verdicts import Trial, Verdict

    faults = [fault for fault in FAULTS if only in fault.file or only in fault.what]
    begun, given = time.monotonic(), list[Verdict]()
    with staged() as stage:
        trial = Trial(stage, walking=walking)
        for verdict in trial.verdicts(faults):
            print(verdict, flush=True)
            given.append(verdict)
        if found := trial.seen_without_faults(given):
            print("the same requests show this without any fault, so they prove nothing:", *found, sep="\n")
            return len(found)
    caught, minutes = [each.by for each in given if each.noticed], (time.monotonic() - begun) / 60
    survived = len(given) - len(caught)
    by = ", ".join(f"{caught.count(one)} by {one}" for one in sorted(set(caught)))
    print(
        f"{len(given)} faults planted, {len(caught)} caught ({by}), {survived} survived, {minutes:.1f} minutes"
    )
    if not only and walking:
        record_figure("faults", "./run check-matrix", planted=len(given), caught=len(caught))
    return survived


if __name__ == "__main__":
    django.setup()
    setup_test_environment()
    reader = argparse.ArgumentParser(prog="./run check-matrix")
    reader.add_argument("--only", default="")
    reader.add_argument("--by-tampering", action="store_true")
    chosen = reader.parse_args()
    raise SystemExit(1 if check_matrix(chosen.only, walking=not chosen.by_tampering) else 0)
