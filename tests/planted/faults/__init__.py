"""All faults, by where they are planted."""

from tests.planted.fault import Fault
from tests.planted.faults import actors, admins, api, entries, fields, pages, rules, verbs

FAULTS: tuple[Fault, ...] = tuple(
    fault for part in (actors, rules, entries, verbs, fields, api, pages, admins) for fault in part.FAULTS
)
