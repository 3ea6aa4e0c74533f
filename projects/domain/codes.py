"""Which vocabulary each coded field is from, and the check of a listing's codes."""

from typing import Any

from enterprises.domain.vocabulary import code_error
from projects.models import Listing

# field name → vocabulary scheme; lists and single codes alike
SCHEMES: dict[str, str] = {
    "industries": "industry",
    "disciplines": "discipline",
    "region": "region",
    "modes": "coop_mode",
    "need_type": "need_type",
    "effects": "effect",
    "urgency": "urgency",
    "budget_band": "budget_band",
    "organise": "organise",
    "form": "achievement_form",
    "nature": "achievement_nature",
    "stage": "achievement_stage",
    "level": "achievement_level",
    "ip_kinds": "ip_kind",
    "ip_state": "ip_state",
    "ownership": "ownership",
    "pricing_method": "pricing_method",
    "payment_modes": "payment_mode",
    "base_kind": "pilot_kind",
    "services": "pilot_service",
    "work_kinds": "capability_kind",
    "domain": "pilot_domain",
    "list_kind": "scenario_list",
    "aspect": "scenario_aspect",
}
# `size` names an organization's size elsewhere, so a scenario's is listed by model
SCENARIO_SIZE = "scenario_size"


def scheme_of(listing_or_model: Any, field: str) -> str | None:
    """The vocabulary scheme of a listing's field, None when the field is not coded."""
    if field == "size":
        return SCENARIO_SIZE
    return SCHEMES.get(field)


def codes_in(value: Any) -> list[str]:
    """A field value as a list of codes: lists stay, a single code becomes one, empty becomes none."""
    if isinstance(value, list):
        return value
    return [value] if value else []


def code_errors(listing: Listing) -> dict[str, Any]:
    """What is wrong with the codes of a listing, by field name."""
    errors = {}
    for field in listing._meta.get_fields():
        scheme = scheme_of(listing, field.name)
        if scheme and (error := code_error(scheme, codes_in(getattr(listing, field.name)))):
            errors[field.name] = error
    return errors
