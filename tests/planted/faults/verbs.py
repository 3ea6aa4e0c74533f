"""Acts that nobody is asked about any more."""

from tests.planted.fault import Fault

PUBLICATION, ORGANIZATION = "projects/domain/publication.py", "enterprises/domain/organization.py"
REVIEW = "matchmaking/domain/review.py"
FAULTS = (
    Fault(
        PUBLICATION,
        "everybody who sees a listing submits it",
        "    if not by.writes_for(listing.owner_id):\n        raise NotAllowed()\n    if not listing.owner.verified:",
        "    if not listing.owner.verified:",
        walk=("api/v1/needs/<pk>/submit/", "listings/<pk>/act/"),
    ),
    Fault(
        PUBLICATION,
        "everybody who sees a listing closes it",
        "    if not by.writes_for(listing.owner_id):\n        raise NotAllowed()\n"
        "    return _move(listing, ListingState.CLOSED",
        "    return _move(listing, ListingState.CLOSED",
        walk=("api/v1/needs/<pk>/close/", "listings/<pk>/act/"),
    ),
    Fault(
        PUBLICATION,
        "administrators are not asked for when a listing is sent back",
        "    if not can_review_listing(by, listing):\n        raise NotAllowed()\n",
        "",
        walk=("api/v1/needs/<pk>/send-back/", "listings/<pk>/act/"),
    ),
    Fault(
        ORGANIZATION,
        "everybody edits every organization",
        "    if not can_edit_organization(by, organization):\n        raise NotAllowed()\n"
        "    with transaction.atomic():",
        "    with transaction.atomic():",
        walk=("api/v1/organizations/<pk>/",),
    ),
    Fault(
        ORGANIZATION,
        "everybody decides on organizations",
        "    if not can_verify_organization(by, organization):\n        raise NotAllowed()\n",
        "",
        walk=("api/v1/organizations/<pk>/verify/",),
    ),
    Fault(
        REVIEW,
        "both sides approve their own match",
        "    _may_decide(match, by)\n    with transaction.atomic():\n        _on_show(match)",
        "    with transaction.atomic():\n        _on_show(match)",
        walk=("api/v1/matches/<pk>/approve/",),
    ),
    Fault(
        REVIEW,
        "both sides refuse matches in the administrator's place",
        "    _may_decide(match, by)\n    if errors := faults_of_exit(reasons, note):",
        "    if errors := faults_of_exit(reasons, note):",
        walk=("api/v1/matches/<pk>/reject/",),
    ),
    Fault(
        REVIEW,
        "both sides send matches back in the administrator's place",
        "    _may_decide(match, by)\n    errors = faults_of_exit(reasons, note)",
        "    errors = faults_of_exit(reasons, note)",
        walk=("api/v1/matches/<pk>/send-back/",),
    ),
    Fault(
        "matchmaking/domain/files.py",
        "every organization reads the files of every docking",
        "rows = DockingFile.objects.filter(docking__in=worked_on_by(actor))",
        "rows = DockingFile.objects.all()",
        walk=("dockings/<pk>/files/<document>/",),
    ),
    Fault(
        "matchmaking/domain/match.py",
        "who writes for both sides speaks for one of them",
        "    if len(sides) == 1:\n        return sides.pop()",
        "    if sides:\n        return sides.pop()",
        walk=("api/v1/matches/<pk>/interest/",),
    ),
    Fault(
        "config/kernel/secrets.py",
        "the right to secret tables outlives the block that took it",
        "        cursor.execute(\"select set_config('role', %s, true)\", [before])\n",
        "",
        tests=("tests/config/kernel/test_secrets.py::test_the_right_ends_with_the_block_also_when_it_fails",),
    ),
)
