"""The one entry to this app's rows per actor. Lists and single objects obey the same query."""

from typing import TypeVar

from django.contrib.admin.models import LogEntry
from django.db.models import Q, QuerySet

from enterprises.actors import Actor
from enterprises.models import (
    Contact,
    ContactReading,
    DeclaredTie,
    Document,
    LabelTransition,
    Membership,
    Organization,
    OrganizationLabel,
    OrganizationTransition,
    PartnerApplication,
    ProfileEntry,
    Term,
    User,
)
from enterprises.rules import owns
from enterprises.states import LabelState, OrganizationState


def organizations_visible_to(actor: Actor) -> QuerySet[Organization]:
    """Verified organizations are public; one's own are always visible; administrators and brokers see all."""
    if actor.is_staff_member:
        return Organization.objects.all()
    return Organization.objects.filter(Q(state=OrganizationState.VERIFIED) | Q(pk__in=actor.organization_ids))


def organizations_joined(actor: Actor) -> QuerySet[Organization]:
    """Those the person belongs to at this very moment, also one registered since the request began."""
    return Organization.objects.filter(memberships__user=actor.user_id)


SomeEntry = TypeVar("SomeEntry", bound=ProfileEntry)


def entries_visible_to(actor: Actor, model: type[SomeEntry]) -> QuerySet[SomeEntry]:
    """Lines of the profiles of the organizations the actor sees."""
    return model._default_manager.filter(organization__in=organizations_visible_to(actor))


def labels_visible_to(actor: Actor) -> QuerySet[OrganizationLabel]:
    """Recognised statuses: those that were confirmed, of the organizations the actor sees; one's own in every state,
    and for staff all but those of organizations they are tied to."""
    labels = OrganizationLabel.objects.filter(organization__in=organizations_visible_to(actor))
    own = Q(organization__in=actor.organization_ids)
    if actor.is_staff_member:
        return labels.filter(own | ~Q(organization__in=actor.tied_ids) | Q(state=LabelState.CONFIRMED))
    return labels.filter(own | Q(state=LabelState.CONFIRMED))


def label_evidence_visible_to(actor: Actor) -> QuerySet[OrganizationLabel]:
    """Labels whose evidence the actor may open: one's own, for staff those of organizations they are not tied to."""
    labels = OrganizationLabel.objects.filter(document__isnull=False).select_related("document")
    own = Q(organization__in=actor.organization_ids)
    if actor.is_staff_member:
        return labels.filter(own | ~Q(organization__in=actor.tied_ids))
    return labels.filter(own)


def label_steps_visible_to(actor: Actor) -> QuerySet[LabelTransition]:
    """How labels were judged: of one's own organizations, for staff all but those they are tied to."""
    return LabelTransition.objects.filter(subject__in=label_evidence_visible_to(actor).values("pk"))


def organization_steps_visible_to(actor: Actor) -> QuerySet[OrganizationTransition]:
    """Verification records: one's own organizations', for staff all."""
    steps = OrganizationTransition.objects.all()
    return steps if actor.is_staff_member else steps.filter(subject__in=actor.organization_ids)


def memberships_visible_to(actor: Actor) -> QuerySet[Membership]:
    """Who belongs where: colleagues of one's own organizations; administrators and brokers see all."""
    if actor.is_staff_member:
        return Membership.objects.all()
    return Membership.objects.filter(organization__in=actor.organization_ids)


def people_visible_to(actor: Actor) -> QuerySet[User]:
    """People as the admin knows them: for staff."""
    return User.objects.all() if actor.is_staff_member else User.objects.none()


def partners_visible_to(actor: Actor) -> QuerySet[PartnerApplication]:
    """Partner systems: for staff in the admin, and for the owners of their organization on its page."""
    if actor.is_staff_member:
        return PartnerApplication.objects.all()
    owned = [pk for pk in actor.organization_ids if owns(actor, pk)]
    return PartnerApplication.objects.filter(organization__in=owned)


def log_visible_to(actor: Actor) -> QuerySet[LogEntry]:
    """What was written in the admin: for administrators."""
    return LogEntry.objects.all() if actor.is_administrator else LogEntry.objects.none()


def contacts_visible_to(actor: Actor) -> QuerySet[Contact]:
    """One's own contacts. Those of the other side of an approved match come from its release rows."""
    return Contact.objects.filter(organization__in=actor.organization_ids)


def contacts_on_file(actor: Actor) -> QuerySet[Contact]:
    """Contacts as the admin keeps them: for administrators those of organizations they are not tied to, and one's own.

    The same policy as `rules.can_read_contacts`.
    """
    own = Q(organization__in=actor.organization_ids)
    if not actor.is_administrator:
        return Contact.objects.filter(own)
    return Contact.objects.filter(own | ~Q(organization__in=actor.tied_ids))


def contact_readings_visible_to(actor: Actor) -> QuerySet[ContactReading]:
    """Which of the staff were shown contacts: of one's own organizations; for administrators of all they may read."""
    return ContactReading.objects.filter(contact__in=contacts_on_file(actor))


def documents_on_file(actor: Actor) -> QuerySet[Document]:
    """Which files an organization keeps: its own people's, for staff all but those of organizations they are tied to.

    Names and checksums; what a file holds is read through the thing it belongs to.
    """
    own = Q(owner__in=actor.organization_ids)
    if not actor.is_staff_member:
        return Document.objects.filter(own)
    return Document.objects.filter(own | ~Q(owner__in=actor.tied_ids))


def ties_visible_to(actor: Actor) -> QuerySet[DeclaredTie]:
    """One's own declared ties, also those taken back."""
    return DeclaredTie.objects.select_related("organization").filter(user=actor.user_id)


def ties_on_file(actor: Actor) -> QuerySet[DeclaredTie]:
    """Declared ties as the admin keeps them: for staff all, one's own otherwise."""
    return DeclaredTie.objects.all() if actor.is_staff_member else ties_visible_to(actor)


def terms_visible_to(_actor: Actor) -> QuerySet[Term]:
    """Vocabularies are public."""
    return Term.objects.order_by("scheme", "position", "code")
