"""Every planted fault still fits the sources, and a few of them are tried: which ones, the sources decide."""

from pathlib import Path
from zlib import crc32

import pytest

from tests.isolation import table
from tests.isolation.stage import Stage
from tests.planted.copies import ROOT, copy_of_the_tree
from tests.planted.fault import Fault, Outdated
from tests.planted.faults import FAULTS
from tests.planted.verdicts import TAMPERING, Trial

FEW = 2  # with the one below half a minute; ./run check-matrix plants all in five
BY_TAMPERING = (  # of which one is tried
    "everybody's dockings are seen, and with them whom to call",
    "a match of others is forbidden instead of not there",
)

pytestmark = pytest.mark.xdist_group("planted")  # for whichever process is free first, on a stage of its own


def drawn_by_the_sources() -> int:
    """A number that changes with any guarded file."""
    files = sorted({each.file for each in FAULTS})
    return crc32("".join((ROOT / name).read_text(encoding="utf-8") for name in files).encode())


def a_few() -> list[Fault]:
    """The same for the same sources; another change of a guarded file draws others. Only faults that a classified
    address shows: test_matrix.py complains of the others."""
    begin = drawn_by_the_sources()
    classified = {key[0] for key, _role in table.read()}
    shown = [fault for fault in FAULTS if classified & set(fault.walk)]
    return [shown[(begin + number * len(shown) // FEW) % len(shown)] for number in range(FEW)]


def test_there_are_fifty_and_they_are_spread():
    places = {fault.file.split("/")[0] for fault in FAULTS}
    assert (len(FAULTS) >= 50, places) == (True, {"config", "enterprises", "projects", "matchmaking"})


def test_each_fault_fits_the_sources_and_leaves_them_readable():
    with copy_of_the_tree() as copy:
        for fault in FAULTS:
            path = copy / fault.file
            before = path.read_text(encoding="utf-8")
            fault.plant(copy)
            after = path.read_text(encoding="utf-8")
            compile(after, fault.file, "exec")
            assert after != before
            path.write_text(before, encoding="utf-8")


def test_each_fault_says_who_should_notice_it():
    assert [fault.what for fault in FAULTS if not fault.walk and not fault.tests] == []


def test_a_fault_whose_text_is_gone_says_what_to_do(tmp_path: Path):
    (tmp_path / "rules.py").write_text("return True\nreturn True\n")
    fault = Fault("rules.py", "anybody may", "return True", "return False", walk=("needs/",))
    with pytest.raises(Outdated, match=r"stands there 2 times, not once.*write it into the fault"):
        fault.plant(tmp_path)


def test_a_few_faults_are_caught_and_nothing_is_seen_without_them(stage: Stage):
    trial = Trial(stage)
    given = list(trial.verdicts(a_few()))
    assert [str(verdict) for verdict in given if not verdict.noticed] == []
    assert trial.seen_without_faults(given) == []


def test_what_lets_strangers_in_is_caught_by_changed_ids_alone(stage: Stage):
    trial, what = Trial(stage, walking=False), BY_TAMPERING[drawn_by_the_sources() % len(BY_TAMPERING)]
    given = list(trial.verdicts([fault for fault in FAULTS if fault.what == what]))
    assert [(verdict.fault.what, verdict.by) for verdict in given] == [(what, TAMPERING)]
    assert trial.seen_without_faults(given) == []
