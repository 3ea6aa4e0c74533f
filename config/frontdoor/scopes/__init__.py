"""`./run check scopes`: every list and object a person or a partner reaches comes from `<things>_visible_to(actor)`.

A walk over the syntax trees of the doors (pages, API, admin, forms, templates): no Django, nothing is imported.
"""

from pathlib import Path

from . import admins, doors, queries, templates
from .excused import EXCUSED, PARTS, Excuse
from .fault import Fault
from .sources import Sources


def complaints(root: Path, excused: tuple[Excuse, ...] = EXCUSED, parts: dict[str, str] = PARTS) -> list[str]:
    """What is wrong below `root`, one line each with file, line and how to repair it; excuses nobody needs too."""
    sources = Sources(root, frozenset(parts))
    found = [
        *queries.faults(sources),
        *doors.faults(sources),
        *admins.faults(sources),
        *templates.faults(sources),
    ]
    refused = [fault for fault in found if not any(excuse.covers(fault) for excuse in excused)]
    idle = [excuse for excuse in excused if not any(excuse.covers(fault) for fault in found)]
    return [
        *(str(fault) for fault in sorted(refused)),
        *(f"excused.py: nothing needs the excuse for {excuse.file} {excuse.place}" for excuse in idle),
        *(f"excused.py: no model has a relation {name}" for name in sorted(parts.keys() - sources.relations)),
    ]


__all__ = ["Excuse", "Fault", "complaints"]
