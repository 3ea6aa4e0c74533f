"""Which fields of each kind people write, in the order of the form. Forms, serializers and imports share it."""

from projects.models import Achievement, Capability, Listing, Need, PilotBase, Scenario

COMMON: tuple[str, ...] = (
    "title",
    "summary",
    "description",
    "keywords",
    "industries",
    "disciplines",
    "region",
    "modes",
    "disclosure",
    "contact",
    "expires_on",
    "external_id",
)
OF_KIND: dict[type[Listing], tuple[str, ...]] = {
    Need: (
        "need_type",
        "effects",
        "urgency",
        "budget_band",
        "organise",
        "trl",
        "trl_wanted",
        "current_situation",
    ),
    Achievement: (
        "trl",
        "form",
        "nature",
        "stage",
        "level",
        "ip_kinds",
        "ip_state",
        "patents",
        "ownership",
        "pricing_method",
        "payment_modes",
        "asking_price",
        "advantages",
        "economics",
        "team",
        "separate_ledger",
    ),
    PilotBase: (
        "base_kind",
        "services",
        "domain",
        "equipment",
        "capacity",
        "trl_from",
        "trl_to",
        "price_note",
    ),
    Scenario: (
        "list_kind",
        "aspect",
        "size",
        "entry_conditions",
        "data_offered",
        "starts_on",
        "ends_on",
        "places",
        "funding",
    ),
    Capability: (
        "trl",
        "work_kinds",
        "equipment",
        "track_record",
        "accreditation",
        "capacity",
        "lead_time",
        "price_note",
    ),
}


def fields_of(model: type[Listing]) -> tuple[str, ...]:
    """Writable fields of a kind, common ones first."""
    return COMMON + OF_KIND[model]


def writable_fields(model: type[Listing]) -> frozenset[str]:
    return frozenset(fields_of(model))
