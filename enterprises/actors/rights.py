"""What a person may do as of now, in one query: every page and every request of the API asks it.

Written by hand, for it is asked with every request: building queries by the ORM costs more than answering them.
"""

from typing import NamedTuple
from uuid import UUID

from django.db import connection

from enterprises.states import OrganizationState

_RIGHTS = """
    select membership.organization_id, membership.role, organization.state
    from enterprises_membership membership
    join enterprises_organization organization on organization.id = membership.organization_id
    where membership.user_id = %(user)s and organization.state <> %(suspended)s
    union all
    select null, auth_group.name, null
    from enterprises_user_groups membership
    join auth_group on auth_group.id = membership.group_id
    where membership.user_id = %(user)s
"""


class Rights(NamedTuple):
    """`roles`: of each organization that is not suspended; `verified`: which of them are; `groups`: names."""

    roles: dict[UUID, str]
    verified: frozenset[UUID]
    groups: frozenset[str]


def rights_of(user_id: UUID) -> Rights:
    """Read a person's memberships and groups (one query)."""
    with connection.cursor() as cursor:
        cursor.execute(_RIGHTS, {"user": user_id, "suspended": OrganizationState.SUSPENDED.value})
        rows = cursor.fetchall()
    return Rights(
        roles={organization: role for organization, role, _state in rows if organization},
        verified=frozenset(
            organization for organization, _, state in rows if state == OrganizationState.VERIFIED
        ),
        groups=frozenset(name for organization, name, _ in rows if not organization),
    )
