"""The demo's due diligence: files that one side gave the other, and what was ticked."""

from django.core.files.base import ContentFile

from enterprises.actors import Actor
from matchmaking.choices import FileKind
from matchmaking.domain.diligence.ticks import tick_item
from matchmaking.domain.files import attach_file
from matchmaking.models import Docking

_PAPER = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 0/Kids[]>>endobj\n%%EOF\n"
_FILES = ((FileKind.TECHNICAL, "wanted"), (FileKind.TEST, "offered"), (FileKind.PRICE_INQUIRY, "offered"))
_DONE = ("duty_inquiry", "duty_decision", "duty_interests", "duty_secrecy")


def show_diligence(docking: Docking, *, wanted: Actor, offered: Actor) -> None:
    """What the demo enterprise's docking has to show before its contract."""
    by = {"wanted": wanted, "offered": offered}
    for kind, side in _FILES:
        attach_file(docking, kind=kind, file=ContentFile(_PAPER, name=f"演示{kind.label}.pdf"), by=by[side])
    for item in _DONE:
        tick_item(docking, item, applies=True, by=offered)
    tick_item(docking, "no_exempt_benefit", applies=False, by=offered)
