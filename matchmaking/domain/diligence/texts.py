"""The two cards as they stood at each decision, with their checksums."""

import copy
import json
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from enterprises.actors import Actor
from matchmaking.domain.diligence.types import Entry, Section
from matchmaking.domain.diligence.words import pair
from matchmaking.domain.queries import docking_steps_visible_to, match_steps_visible_to
from matchmaking.models import Docking
from projects.domain.disclosure import sight_of
from projects.models import KIND_MODELS, Listing, ListingVersion


def texts(docking: Docking, actor: Actor) -> Section:
    """Each version that a step of this match or docking rests on, as far as the actor may read it. What was kept for
    other matches of the same listing is theirs."""
    match = docking.match
    entries: list[Entry] = []
    for listing, matched, name in (
        (match.wanted, match.wanted_revision, "wanted_revision"),
        (match.offered, match.offered_revision, "offered_revision"),
    ):
        used = _revisions(match_steps_visible_to(actor).filter(subject=match), name)
        used |= _revisions(docking_steps_visible_to(actor).filter(subject=docking), name)
        versions = ListingVersion.objects.filter(listing=listing, revision__in=used)
        entries += [_version(version, listing, matched, actor) for version in versions.order_by("revision")]
    lead = _(
        "SHA-256 为该版本名片（或详细内容）的规范 JSON（键按序、无空格、UTF-8）的校验值。供需信息的密文不在其中。"
    )
    return Section(_("三、决策所依据的文本"), lead, tuple(entries))


def _revisions(steps: QuerySet[Any], name: str) -> set[int]:
    return set(steps.exclude(**{name: None}).values_list(name, flat=True))


def _version(version: ListingVersion, listing: Listing, matched: int, actor: Actor) -> Entry:
    head = _("%(number)s 第 %(revision)s 版") % {"number": listing.number, "revision": version.revision}
    if not reads_card(version, listing, matched, actor):
        return Entry(head, (_("当时未对外展示，只供其发布方查看。"),))
    model = KIND_MODELS[listing.kind]
    lines = [pair(_("名片 SHA-256"), version.card_sha256), *_words(version.card, model)]
    if not version.details:
        lines.append(_("没有详细内容。"))
    elif reads_details(version, listing, actor):
        lines += [pair(_("详细内容 SHA-256"), version.details_sha256), *_words(version.details, model)]
    else:
        lines.append(_("详细内容未向您披露。"))
    return Entry(head, tuple(lines))


def reads_card(version: ListingVersion, listing: Listing, matched: int, actor: Actor) -> bool:
    """What was on show, or was matched; all of it for its own people and staff: as `cards.reads_card` has it."""
    if actor.is_staff_member or actor.acts_for(listing.owner_id):
        return True
    return version.on_show or version.revision == matched


def reads_details(version: ListingVersion, listing: Listing, actor: Actor) -> bool:
    """Only who may read them under the level of that time and under today's: a level that was lowered since does not
    open what was closed then, and one that was raised closes what was open."""
    then = copy.copy(listing)
    then.disclosure = version.disclosure
    return sight_of(actor, listing).details and sight_of(actor, then).details


def _words(words: dict[str, Any], model: type[Listing]) -> list[str]:
    return [pair(_label(model, name), _plain(words[name])) for name in sorted(words) if name != "owner"]


def _label(model: type[Listing], name: str) -> str:
    if name == "targets":
        return _("量化指标")
    return str(getattr(model._meta.get_field(name), "verbose_name", name))


def _plain(value: Any) -> str:
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return _("、").join(value)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)
