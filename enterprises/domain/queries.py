"""The one entry to this app's rows per actor. Lists and single objects obey the same query."""

from django.db.models import Q, QuerySet

from enterprises.actors import Actor
from enterprises.models import Contact, Organization, Term
from enterprises.states import OrganizationState


def organizations_visible_to(actor: Actor) -> QuerySet[Organization]:
    """Verified organizations are public; one's own are always visible; administrators and brokers see all."""
    if actor.is_staff_member:
        return Organization.objects.all()
    return Organization.objects.filter(Q(state=OrganizationState.VERIFIED) | Q(pk__in=actor.organization_ids))


def contacts_visible_to(actor: Actor) -> QuerySet[Contact]:
    """One's own contacts. Those of the other side of an approved match come from its release rows."""
    return Contact.objects.filter(organization__in=actor.organization_ids)


def terms_visible_to(_actor: Actor) -> QuerySet[Term]:
    """Vocabularies are public."""
    return Term.objects.order_by("scheme", "position", "code")
