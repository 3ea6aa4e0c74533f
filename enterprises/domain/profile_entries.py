"""The lines of a lab's profile: written by its own people, read by everybody who sees the lab."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from config.kernel.errors import Invalid, NotAllowed
from enterprises.actors import Actor
from enterprises.domain.cleaning import clean_and_save
from enterprises.domain.identifiers import kept_doi, kept_orcid, kept_patent_number
from enterprises.domain.vocabulary import code_error
from enterprises.models import Equipment, Organization, Patent, ProfileEntry, Publication, Researcher
from enterprises.rules import can_edit_profile

EDITABLE: dict[type[ProfileEntry], tuple[str, ...]] = {
    Researcher: ("name", "position", "field", "orcid", "leads"),
    Equipment: ("name", "model", "purpose", "year", "shared", "terms"),
    Publication: ("title", "authors", "venue", "year", "doi"),
    Patent: ("title", "number", "inventors", "ip_state", "granted_on"),
}
_KEPT = {"orcid": kept_orcid, "doi": kept_doi, "number": kept_patent_number}
MOST = 2000  # lines of one kind


def add_entry(
    model: type[ProfileEntry], organization: Organization, values: Mapping[str, Any], *, by: Actor
) -> ProfileEntry:
    """Write a new line. Raises NotAllowed for others than the lab's owners and editors; Invalid."""
    held = model._default_manager.filter(organization=organization).count()
    if can_edit_profile(by, organization) and held >= MOST:
        raise Invalid({"organization": _("最多登记 %(most)s 条。") % {"most": MOST}})
    return _write(model(organization=organization), values, by=by)


def edit_entry(entry: ProfileEntry, values: Mapping[str, Any], *, by: Actor) -> ProfileEntry:
    return _write(entry, values, by=by)


def remove_entry(entry: ProfileEntry, *, by: Actor) -> None:
    """Delete a line, as the person it names may ask."""
    if not can_edit_profile(by, entry.organization):
        raise NotAllowed()
    entry.delete()


def _write(entry: ProfileEntry, values: Mapping[str, Any], *, by: Actor) -> ProfileEntry:
    if not can_edit_profile(by, entry.organization):
        raise NotAllowed(_("实验室和高校院所的负责人、编辑可以维护平台资料。"))
    for name in EDITABLE[type(entry)]:
        if name in values:
            value = values[name]
            setattr(entry, name, _KEPT[name](value) if name in _KEPT else value)
    state = getattr(entry, "ip_state", "")
    if state and (error := code_error("ip_state", [state])):
        raise Invalid({"ip_state": error})
    clean_and_save(entry)
    return entry
