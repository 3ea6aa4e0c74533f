"""Pages, forms and fragments that ask too little, or say too much."""

from tests.planted.fault import Fault

CONTACTS, DOORS = "enterprises/pages/contacts.py", "matchmaking/pages/doors.py"
FAULTS = (
    Fault(
        CONTACTS,
        "every member opens the form of a contact",
        "    if not can_edit_organization(request.actor, contact.organization):\n        raise Http404\n",
        "",
        walk=("contacts/<pk>/",),
    ),
    Fault(
        CONTACTS,
        "everybody opens the form of a new contact",
        "    if not can_edit_organization(request.actor, organization):\n        raise Http404\n",
        "",
        walk=("organizations/<pk>/contacts/new/",),
    ),
    Fault(
        CONTACTS,
        "an address deletes when it is only opened",
        "@login_required\n@require_POST\ndef remove(",
        "@login_required\ndef remove(",
        walk=("contacts/<pk>/remove/",),
    ),
    Fault(
        "enterprises/pages/organization.py",
        "everybody opens the form of an organization",
        "    if not can_edit_organization(request.actor, organization):\n        raise Http404\n",
        "",
        walk=("organizations/<pk>/edit/",),
    ),
    Fault(
        DOORS,
        "a match of others is forbidden instead of not there",
        "    return get_object_or_404(matches_visible_to(actor), pk=pk)",
        "    found = get_object_or_404(Match, pk=pk)\n"
        "    if not matches_visible_to(actor).filter(pk=found.pk).exists():\n"
        '        raise __import__("django.core.exceptions", fromlist=["x"]).PermissionDenied\n'
        "    return matches_visible_to(actor).get(pk=pk)",
        walk=("matches/<pk>/",),
    ),
    Fault(
        DOORS,
        "a page finds dockings without asking whose they are",
        "return get_object_or_404(dockings_visible_to(actor), pk=pk)",
        "return get_object_or_404(Docking, pk=pk)",
        walk=("dockings/<pk>/",),
    ),
    Fault(
        "matchmaking/forms.py",
        "a form offers everybody as a responsible manager",
        'self.fields["manager"].queryset = managers_visible_to(actor)',
        'self.fields["manager"].queryset = User.objects.all()',
        walk=("dockings/<pk>/assign/",),
    ),
    Fault(
        "projects/forms/listing.py",
        "a form offers everybody's contacts",
        "own = contacts_visible_to(actor).filter(organization=owner)",
        "own = contacts_visible_to(actor).model.objects.all()",
        walk=("needs/new/", "listings/<pk>/edit/"),
    ),
    Fault(
        "projects/pages/access.py",
        "who names an organization that is not theirs is taken to have meant their own",
        "    if found is None:\n        raise Http404\n",
        "    found = found or owners[0]\n",
        walk=("needs/new/", "needs/card/"),
    ),
    Fault(
        "matchmaking/pages/fragments.py",
        "a fragment finds listings that its page does not",
        "listing = get_object_or_404(listings_visible_to(actor), pk=pk)",
        "listing = get_object_or_404(listings_visible_to(actor).model, pk=pk)",
        walk=("listings/<pk>/matches/",),
    ),
    Fault(
        "matchmaking/pages/queue.py",
        "everybody opens the review queue",
        "if not actor.is_staff_member or tab not in _LISTS:",
        "if tab not in _LISTS:",
        walk=("review/",),
    ),
    Fault(
        "matchmaking/pages/organization.py",
        "everybody reaches the decision on an organization",
        'if not request.actor.is_staff_member or request.POST.get("verb") not in _VERBS:',
        'if request.POST.get("verb") not in _VERBS:',
        walk=("review/organizations/<pk>/",),
    ),
    Fault(
        "matchmaking/pages/secret.py",
        "viewers open what an owner's own run found",
        "    if not can_write_secret(request.actor, listing):\n        raise Http404\n",
        "",
        walk=("listings/<pk>/secret/matches/",),
    ),
)
