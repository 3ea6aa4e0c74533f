"""Which organizations a person is tied to (利益关系), and by what: asked before somebody judges a party's affairs.

Six ways lead to a tie: one's own membership, membership in the institution an organization rests on or in another that
rests on the same one, a declared tie to it or to one of its institution, and a mail domain shared with its contacts or
with its members.
"""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q

from enterprises.actors.mail import mail_domain
from enterprises.choices import TieBasis
from enterprises.models import Contact, DeclaredTie, Membership, Organization, User

Ties = dict[UUID, TieBasis]  # the strongest basis per organization


def ties_of(user: User | None) -> Ties:
    """Organizations the person is tied to today; six queries at most."""
    if user is None:
        return {}
    member_of = set(Membership.objects.filter(user=user).values_list("organization_id", flat=True))
    declared = set(DeclaredTie.objects.in_force().filter(user=user).values_list("organization_id", flat=True))
    found: Ties = {}
    for basis, ids in (
        (TieBasis.MEMBER, member_of),
        (TieBasis.DECLARED, declared),
        (TieBasis.INSTITUTION, _same_institution(member_of)),
        (TieBasis.DECLARED_INSTITUTION, _same_institution(declared)),
        *_by_mail(mail_domain(user.email)),
    ):
        for pk in ids:
            found.setdefault(pk, basis)
    return found


def _same_institution(ids: Iterable[UUID]) -> set[UUID]:
    """The institutions (依托单位) that these organizations rest on or are, and all that rest on those."""
    ids = set(ids)
    if not ids:
        return set()
    parents = Organization.objects.filter(pk__in=ids, parent__isnull=False).values_list(
        "parent_id", flat=True
    )
    roots = ids | set(parents)
    related = Organization.objects.filter(Q(pk__in=roots) | Q(parent__in=roots))
    return set(related.values_list("pk", flat=True))


def _by_mail(domain: str) -> list[tuple[TieBasis, set[UUID]]]:
    if not domain:
        return []
    contacts = Contact.objects.filter(_at(domain, "email")).values_list("organization_id", flat=True)
    members = Membership.objects.filter(_at(domain, "user__email")).values_list("organization_id", flat=True)
    return [(TieBasis.CONTACT_MAIL, set(contacts)), (TieBasis.MEMBER_MAIL, set(members))]


def _at(domain: str, path: str) -> Q:
    """Addresses at the domain or below it; the trigram index over capitals answers both."""
    return Q(**{f"{path}__iendswith": f"@{domain}"}) | Q(**{f"{path}__iendswith": f".{domain}"})
