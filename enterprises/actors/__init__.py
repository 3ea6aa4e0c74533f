"""The actor: who is asking, with their rights as of this request. Nothing about rights is kept in a session."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from enterprises.actors.rights import rights_of
from enterprises.actors.ties import Ties, ties_of
from enterprises.choices import ADMINISTRATOR_GROUP, BROKER_GROUP, Role
from enterprises.models import Organization, PartnerApplication, User
from enterprises.states import OrganizationState

_WRITERS = frozenset({Role.OWNER, Role.EDITOR})


@dataclass(frozen=True)
class Actor:
    """A person, a partner's application, an operator's command or a passer-by. `roles`: organization id to role."""

    user: User | None = None
    application: PartnerApplication | None = None
    roles: Mapping[UUID, str] = field(default_factory=dict)
    verified: frozenset[UUID] = frozenset()
    is_administrator: bool = False
    is_broker: bool = False
    operation: str = ""  # a command of the operator's, which has neither a user nor an application

    @property
    def user_id(self) -> UUID | None:
        return self.user.pk if self.user else None

    @property
    def label(self) -> str:
        """How transition rows name this actor, also when the account is gone."""
        if self.application is not None:
            return f"{self.application.organization.name} · {self.application.name}"[:100]
        return str(self.user)[:100] if self.user else self.operation or "访客"

    @property
    def signed_in(self) -> bool:
        return self.user is not None or self.application is not None

    @property
    def is_member(self) -> bool:
        """Acts for at least one verified organization: may see listings for members."""
        return bool(self.verified)

    @property
    def is_staff_member(self) -> bool:
        """Administrator or broker: works on everybody's matches."""
        return self.is_administrator or self.is_broker

    @property
    def organization_ids(self) -> frozenset[UUID]:
        return frozenset(self.roles)

    @property
    def writable_ids(self) -> frozenset[UUID]:
        """Organizations the actor may write for."""
        return frozenset(pk for pk, role in self.roles.items() if role in _WRITERS)

    @cached_property
    def tied_by(self) -> Ties:
        """Organizations whose affairs the actor may not judge, and why; read when first asked for, then kept.

        Only administrators and brokers judge: for everybody else it is empty, and nothing is read.
        """
        return ties_of(self.user) if self.is_staff_member else {}

    @property
    def tied_ids(self) -> frozenset[UUID]:
        return frozenset(self.tied_by) | (self.organization_ids if self.is_staff_member else frozenset())

    def is_tied_to(self, organization_id: UUID) -> bool:
        return organization_id in self.tied_ids

    def acts_for(self, organization_id: UUID) -> bool:
        return organization_id in self.roles

    def writes_for(self, organization_id: UUID) -> bool:
        return organization_id in self.writable_ids


ANONYMOUS = Actor()


class ActorRequest(HttpRequest):
    """A request as the pages receive it: the middleware has put the actor and the htmx details on it."""

    actor: Actor
    htmx: HtmxDetails


def actor_for_user(user: User | AnonymousUser) -> Actor:
    """Read a person's memberships and groups (one query)."""
    if not isinstance(user, User) or not user.is_active:
        return ANONYMOUS
    rights = rights_of(user.pk)
    return Actor(
        user=user,
        roles=rights.roles,
        verified=rights.verified,
        is_administrator=user.is_superuser or ADMINISTRATOR_GROUP in rights.groups,
        is_broker=BROKER_GROUP in rights.groups,
    )


def actor_for_application(application: PartnerApplication) -> Actor:
    """A partner's application writes for its own organization and nobody else."""
    organization = application.organization
    if organization.state == OrganizationState.SUSPENDED:
        return ANONYMOUS
    verified = frozenset({organization.pk}) if organization.verified else frozenset()
    return Actor(application=application, roles={organization.pk: Role.EDITOR}, verified=verified)


def actor_for_operation(operation: str, organization: Organization) -> Actor:
    """An operator's command (import, demo data) writes for the organization it names; `operation` is what rows show."""
    verified = frozenset({organization.pk}) if organization.verified else frozenset()
    return Actor(operation=operation, roles={organization.pk: Role.EDITOR}, verified=verified)
