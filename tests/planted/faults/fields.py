"""Rows that may be seen, with fields in them that may not."""

from tests.planted.fault import Fault

DISCLOSURE = "projects/domain/disclosure.py"
FAULTS = (
    Fault(
        DISCLOSURE,
        "details are shown before their level is reached",
        "or (self.details and field in DETAIL_FIELDS)",
        "or field in DETAIL_FIELDS",
        walk=("api/v1/needs/<pk>/",),
    ),
    Fault(
        DISCLOSURE,
        "the owner's contact and source number are shown to everybody",
        "or (self.own and field in OWNER_FIELDS)",
        "or field in OWNER_FIELDS",
        walk=("api/v1/needs/<pk>/",),
    ),
    Fault(
        DISCLOSURE,
        "every member reads details, whatever their level",
        "if listing.details_are_open or actor.is_staff_member or",
        "if listing.details_are_open or actor.is_member or actor.is_staff_member or",
        walk=("listings/<pk>/", "api/v1/needs/<pk>/"),
    ),
    Fault(
        "projects/pages/detail.py",
        "a page shows targets before their level is reached",
        '"targets": targets if sight.shows("targets") else (),',
        '"targets": targets,',
        walk=("listings/<pk>/",),
    ),
    Fault(
        "projects/api/serializers.py",
        "the API shows every field of a listing that is seen",
        "name: value if name in COMPUTED or sight.shows(name) else None",
        "name: value if name in COMPUTED or sight else None",
        walk=("api/v1/achievements/<pk>/",),
    ),
    Fault(
        "enterprises/domain/queries.py",
        "tied administrators read the contacts of the organization",
        "    return Contact.objects.filter(own | ~Q(organization__in=actor.tied_ids))",
        "    return Contact.objects.all()",
        walk=("admin/enterprises/contact/", "admin/enterprises/contact/<object_id>/change/"),
    ),
    Fault(
        "enterprises/admin/organization.py",
        "everybody in the admin reads contacts beside the organization",
        "if obj is None or can_read_contacts(request.actor, obj):  # type: ignore[attr-defined]",
        "if True:",
        walk=("admin/enterprises/organization/<object_id>/change/",),
    ),
    Fault(
        "projects/domain/secrets.py",
        "a secret text goes to whoever sees the listing",
        '    if not can_write_secret(by, listing):\n        return ""\n',
        "",
        walk=("api/v1/needs/<pk>/", "listings/<pk>/"),
    ),
    Fault(
        "enterprises/fields.py",
        "how the platform treats an organization is shown to everybody",
        "if actor.is_staff_member or actor.acts_for(organization.pk):",
        "if organization.pk:",
        walk=("api/v1/organizations/<pk>/transitions/",),
    ),
)
