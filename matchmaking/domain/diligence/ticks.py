"""The list of duties, of what exempts and of what does not: rows of vocabulary diligence_item, ticked per docking."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from config.kernel.errors import Invalid, NotAllowed
from enterprises.actors import Actor
from enterprises.domain.cleaning import clean_and_save
from enterprises.domain.vocabulary import terms_of
from enterprises.models import Term
from matchmaking.domain.diligence.types import Entry, Section
from matchmaking.domain.diligence.words import moment, pair, stored
from matchmaking.domain.work import worked_on_by
from matchmaking.models import DiligenceTick, Docking
from matchmaking.rules import can_work_on_docking

SCHEME = "diligence_item"


@dataclass(frozen=True)
class Item:
    """One item and the last word on it, if anybody has said one."""

    term: Term
    tick: DiligenceTick | None


def ticks_visible_to(actor: Actor) -> QuerySet[DiligenceTick]:
    """What was ticked, of the dockings whose work the actor reads."""
    return DiligenceTick.objects.filter(docking__in=worked_on_by(actor))


def items_of(docking: Docking, actor: Actor) -> dict[str, tuple[Term, list[Item]]]:
    """By group (duties, what exempts, what does not), the items in the order of the list."""
    last: Mapping[str, DiligenceTick] = {
        row.item: row for row in ticks_visible_to(actor).filter(docking=docking).order_by("id")
    }
    terms = terms_of(SCHEME)
    found: dict[str, tuple[Term, list[Item]]] = {
        code: (term, []) for code, term in terms.items() if not term.parent
    }
    for code, term in terms.items():
        if term.parent in found:
            found[term.parent][1].append(Item(term, last.get(code)))
    return found


def tick_item(docking: Docking, item: str, *, applies: bool, by: Actor, note: str = "") -> DiligenceTick:
    """Say whether an item applies; the last word counts. Raises NotAllowed; Invalid for an unknown item, and for one
    that is said not to apply, or to stand in the way, without a word on it."""
    if not can_work_on_docking(by, docking):
        raise NotAllowed()
    term = terms_of(SCHEME).get(item)
    if term is None or not term.parent:
        raise Invalid({"item": _("清单中没有这一条。")})
    if not note.strip() and applies == (term.parent == "no_exempt"):
        raise Invalid({"note": _("请说明情况。")})
    row = DiligenceTick(
        docking=docking,
        item=item,
        applies=applies,
        note=note.strip(),
        by_user_id=by.user_id,
        by_label=by.label,
    )
    clean_and_save(row)
    return row


def ticked(docking: Docking, actor: Actor) -> Section:
    """The list as it stands."""
    entries = []
    for group, items in items_of(docking, actor).values():
        entries.append(Entry(group.label, tuple(_line(each) for each in items)))
    lead = _("清单条目由平台管理员维护，供参考，不是法规原文；是否免责由有权机关认定。")
    return Section(_("十、尽职清单与免责情形"), lead, tuple(entries))


def _line(item: Item) -> str:
    if item.tick is None:
        return _("【未勾选】%(item)s") % {"item": item.term.label}
    said = _("【符合】%(item)s") if item.tick.applies else _("【不符合】%(item)s")
    who = f"{stored(item.tick.by_label)} {moment(item.tick.at)}"
    note = f" · {pair(_('说明'), item.tick.note)}" if item.tick.note else ""
    return f"{said % {'item': item.term.label}} · {who}{note}"
