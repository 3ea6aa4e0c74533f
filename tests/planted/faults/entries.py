"""The queries that say whose rows somebody sees, each without a filter."""

from tests.planted.fault import Fault

PARTIES = "enterprises/domain/queries.py"
LISTINGS = "projects/domain/queries.py"
MATCHES = "matchmaking/domain/queries.py"
INVITATIONS = "matchmaking/domain/invitations.py"
ASKED_BY_OTHERS = ("tests/matchmaking/release/test_invitations.py::test_who_may_not_and_what_cannot",)
FAULTS = (
    Fault(
        PARTIES,
        "everybody's contacts are one's own",
        "return Contact.objects.filter(organization__in=actor.organization_ids)",
        "return Contact.objects.all()",
        walk=("organizations/<pk>/", "api/v1/needs/"),
    ),
    Fault(
        PARTIES,
        "declared ties are everybody's",
        'select_related("organization").filter(user=actor.user_id)',
        'select_related("organization").all()',
        walk=("api/v1/ties/<pk>/",),
    ),
    Fault(
        LISTINGS,
        "staff see others' drafts",
        "return listings.filter(own | ~Q(state=ListingState.DRAFT))",
        "return listings",
        walk=("api/v1/needs/<pk>/", "listings/<pk>/"),
    ),
    Fault(
        LISTINGS,
        "everybody sees every listing",
        "return listings.filter(own | shown)",
        "return listings",
        walk=("listings/<pk>/", "api/v1/needs/<pk>/"),
    ),
    Fault(
        LISTINGS,
        "listings of suspended organizations stay on show",
        "shown = Q(state__in=ON_SHOW) & ~Q(owner__state=OrganizationState.SUSPENDED)",
        "shown = Q(state__in=ON_SHOW)",
        walk=("listings/<pk>/", "api/v1/needs/<pk>/"),
    ),
    Fault(
        LISTINGS,
        "visitors see what is for members",
        "        shown &= Q(disclosure=Disclosure.PUBLIC)\n",
        "        pass\n",
        walk=("api/v1/needs/<pk>/", "listings/<pk>/matches/"),
    ),
    Fault(
        LISTINGS,
        "everybody's listings can be named as one's own",
        "filter(owner__in=actor.writable_ids)",
        "all()",
        walk=("api/v1/secret-matches/",),
    ),
    Fault(
        LISTINGS,
        "staff read the targets of others' drafts",
        'return NeedTarget.objects.filter(need__in=needs.values("pk"))',
        "return NeedTarget.objects.all()",
        walk=("admin/projects/needtarget/",),
    ),
    Fault(
        MATCHES,
        "everybody's matches are seen",
        "return matches.filter(Q(wanted__owner__in=ids) | Q(offered__owner__in=ids) & shown)",
        "return matches",
        walk=("api/v1/matches/<pk>/",),
    ),
    Fault(
        MATCHES,
        "everybody's dockings are seen, and with them whom to call",
        'return dockings.filter(_party(actor.organization_ids, "match__"))',
        "return dockings",
        walk=("dockings/<pk>/",),
    ),
    Fault(
        MATCHES,
        "everybody can be named as a responsible manager",
        "return User.objects.filter(groups__name=BROKER_GROUP, is_active=True)",
        "return User.objects.filter(is_active=True)",
        walk=("dockings/<pk>/assign/",),
    ),
    Fault(
        MATCHES,
        "the runs of others' drafts are shown to staff",
        "return MatchRun.objects.filter(Q(listing=None) | Q(listing__in=listings_visible_to(actor)))",
        "return MatchRun.objects.all()",
        walk=("admin/matchmaking/matchrun/<object_id>/change/", "admin/matchmaking/matchrun/"),
    ),
    Fault(
        INVITATIONS,
        "everybody's invitations are seen",
        "return rows.filter(Q(listing__owner__in=actor.organization_ids) | received)",
        "return rows",
        walk=("api/v1/invitations/<pk>/", "invitations/<pk>/"),
    ),
    Fault(
        INVITATIONS,
        "who sent an invitation accepts it themselves",
        "    if can_answer_invitation(by, invitation):\n        return\n",
        "    if by.signed_in:\n        return\n",
        walk=("api/v1/invitations/<pk>/accept/", "invitations/<pk>/answer/"),
        tests=ASKED_BY_OTHERS,
    ),
    Fault(
        INVITATIONS,
        "who was invited takes the invitation back",
        "if not can_write_secret(by, invitation.listing):\n        raise NotAllowed()\n    return move(",
        "return move(",
        walk=("api/v1/invitations/<pk>/withdraw/", "invitations/<pk>/answer/"),
        tests=ASKED_BY_OTHERS,
    ),
)
