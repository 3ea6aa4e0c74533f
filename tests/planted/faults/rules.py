"""Predicates of the policy, each wider than it was written."""

from tests.planted.fault import Fault

LISTINGS, ORGANIZATIONS, MATCHES = "projects/rules.py", "enterprises/rules.py", "matchmaking/rules.py"
FAULTS = (
    Fault(
        LISTINGS,
        "viewers edit listings",
        "return actor.writes_for(listing.owner_id) and listing.state in EDITABLE",
        "return actor.acts_for(listing.owner_id) and listing.state in EDITABLE",
        walk=("api/v1/needs/<pk>/", "listings/<pk>/edit/"),
    ),
    Fault(
        LISTINGS,
        "administrators publish for those they are tied to",
        "listing.owner.trusted\n    return actor.is_administrator and not actor.is_tied_to(listing.owner_id)",
        "listing.owner.trusted\n    return actor.is_administrator",
        walk=("api/v1/needs/<pk>/publish/", "listings/<pk>/act/"),
    ),
    Fault(
        LISTINGS,
        "administrators send back listings of those they are tied to",
        'tied to."""\n    return actor.is_administrator and not actor.is_tied_to(listing.owner_id)',
        'tied to."""\n    return actor.is_administrator',
        walk=("api/v1/needs/<pk>/send-back/", "listings/<pk>/act/"),
    ),
    Fault(
        LISTINGS,
        "viewers read secret texts",
        'its secret text."""\n    return actor.writes_for(listing.owner_id)',
        'its secret text."""\n    return actor.acts_for(listing.owner_id)',
        walk=("api/v1/needs/<pk>/", "listings/<pk>/"),
    ),
    Fault(
        LISTINGS,
        "technology managers read secret texts",
        "        actor.is_administrator\n        and listing.state",
        "        actor.is_staff_member\n        and listing.state",
        walk=("listings/<pk>/secret/read/", "api/v1/needs/<pk>/read-secret/"),
    ),
    Fault(
        LISTINGS,
        "administrators read secret texts of those they are tied to",
        "        and not actor.is_tied_to(listing.owner_id)\n    )",
        "    )",
        walk=("listings/<pk>/secret/read/", "api/v1/needs/<pk>/read-secret/"),
    ),
    Fault(
        ORGANIZATIONS,
        "every member edits the organization",
        'contacts and members."""\n    return owns(actor, organization.pk)',
        'contacts and members."""\n    return actor.acts_for(organization.pk)',
        walk=("contacts/<pk>/",),
    ),
    Fault(
        ORGANIZATIONS,
        "administrators verify organizations they are tied to",
        'verify, and never an organization they are tied to."""\n'
        "    return actor.is_administrator and not actor.is_tied_to(organization.pk)",
        'verify, and never an organization they are tied to."""\n    return actor.is_administrator',
        walk=("api/v1/organizations/<pk>/suspend/",),
    ),
    Fault(
        MATCHES,
        "a tie to a party is no conflict of interest",
        "return not any(row.lets(actor.user_id) for row in match.overrides.all())",
        "return False",
        walk=("api/v1/matches/<pk>/approve/",),
    ),
    Fault(
        MATCHES,
        "technology managers approve",
        "return actor.is_administrator and not is_conflicted(actor, match)",
        "return actor.is_staff_member and not is_conflicted(actor, match)",
        walk=("api/v1/matches/<pk>/reject/",),
    ),
    Fault(
        MATCHES,
        "everybody who sees a match grades it",
        "return Grader.STAFF if actor.is_staff_member and not sides and",
        "return Grader.STAFF if not sides and",
        walk=("api/v1/matches/<pk>/grade/",),
    ),
    Fault(
        MATCHES,
        "who writes for both sides grades",
        "if sides == {Side.WANTED}:",
        "if Side.WANTED in sides:",
        walk=("api/v1/matches/<pk>/grade/",),
    ),
    Fault(
        MATCHES,
        "every technology manager moves every docking",
        "return actor.is_administrator or (actor.user_id is not None and docking.manager_id == actor.user_id)",
        "return actor.is_staff_member",
        walk=("api/v1/dockings/<pk>/advance/",),
    ),
    Fault(
        MATCHES,
        "tied administrators move dockings",
        "    if is_conflicted(actor, docking.match):\n        return False\n",
        "",
        walk=("dockings/<pk>/advance/",),
    ),
    Fault(
        MATCHES,
        "tied administrators name the responsible manager",
        "return actor.is_staff_member and not is_conflicted(actor, docking.match)",
        "return actor.is_staff_member",
        walk=("dockings/<pk>/assign/",),
    ),
    Fault(
        MATCHES,
        "viewers speak for their side",
        "return {side for pk in actor.writable_ids if",
        "return {side for pk in actor.organization_ids if",
        walk=("api/v1/matches/<pk>/decline/",),
    ),
)
