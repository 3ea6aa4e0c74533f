"""The 14 roles of the matrix, and the tenants they come from.

E an enterprise, L a lab: they are matched with each other. O an enterprise and P a lab of strangers, matched likewise.
S is suspended; G is in another province.
"""

from dataclasses import dataclass, field

from enterprises.choices import ADMINISTRATOR_GROUP, BROKER_GROUP, OrganizationKind, Role
from tests.isolation.canaries import KEEPERS, OWN, PARTNER, STAFF, WRITERS


@dataclass(frozen=True)
class Tenant:
    name: str
    kind: str
    region: str = "620100"


TENANTS = {
    "E": Tenant("甲方测试铝业", OrganizationKind.ENTERPRISE),
    "L": Tenant("乙方测试实验室", OrganizationKind.LAB),
    "O": Tenant("旁人测试铜业", OrganizationKind.ENTERPRISE),
    "P": Tenant("旁人测试研究院", OrganizationKind.UNIVERSITY),
    "S": Tenant("停用测试机械", OrganizationKind.ENTERPRISE),
    "G": Tenant("外省测试科技厅", OrganizationKind.GOVERNMENT, "610100"),
}
TIED = "G"  # everybody of the cast has declared a tie to it
PARTNERS = {"E": "L", "L": "E", "O": "P", "P": "O"}  # whom a docking introduced to whom


@dataclass(frozen=True)
class RoleOf:
    """One column of the table. `memberships`: tenant → role in it; `scope`: of a partner system's token.

    `home` is the tenant whose ids count as the role's own: for those who belong nowhere, E.
    """

    memberships: dict[str, str] = field(default_factory=dict)
    group: str = ""
    application: str = ""
    scope: str = ""
    home: str = "E"
    left: str = ""  # the tenant this person was removed from
    visitor: bool = False

    @property
    def belongs(self) -> bool:
        """Whether there is anything that is theirs to know: of an organization in service, or of the platform's."""
        return bool(self.memberships.keys() - {"S"} or self.application or self.group)

    def may_read(self, tenant: str, *, back: bool = False) -> frozenset[str]:
        """As what the role reads things of a tenant; see canaries.READERS. `back`: S is no longer suspended."""
        role = self.memberships.get(tenant, Role.EDITOR if self.application == tenant else "")
        if tenant == "S" and not back:
            role = ""  # nobody acts for a suspended organization
        own = {OWN} if role else set()
        writes = {WRITERS} if role in {Role.OWNER, Role.EDITOR} else set()
        untied = bool(self.group) and tenant != TIED
        staff = {STAFF} if untied else set()
        keepers = {KEEPERS} if untied and self.group == ADMINISTRATOR_GROUP else set()
        mine = {*self.memberships, self.application} - {"", "S"}
        partner = {PARTNER} if PARTNERS.get(tenant) in mine else set()
        return frozenset(own | writes | staff | keepers | partner)


ROLES: dict[str, RoleOf] = {
    "visitor": RoleOf(visitor=True),
    "firm_viewer": RoleOf({"E": Role.VIEWER}),
    "firm_owner": RoleOf({"E": Role.OWNER}),
    "lab_editor": RoleOf({"L": Role.EDITOR}, home="L"),
    "lab_owner": RoleOf({"L": Role.OWNER}, home="L"),
    "both_sides": RoleOf({"E": Role.EDITOR, "L": Role.EDITOR}),
    "ex_member": RoleOf(left="E"),
    "far_admin": RoleOf({"G": Role.OWNER}, group=ADMINISTRATOR_GROUP),
    "tied_admin": RoleOf({"E": Role.VIEWER}, group=ADMINISTRATOR_GROUP),
    "admin": RoleOf(group=ADMINISTRATOR_GROUP),
    "broker": RoleOf(group=BROKER_GROUP),
    "partner": RoleOf(application="E", scope="read write"),
    "partner_read": RoleOf(application="E", scope="read"),
    "suspended": RoleOf({"S": Role.OWNER}, home="S"),
}
"""Two of the threat model's fourteen do not exist as such here. There are no regional administrators: `far_admin` is an
administrator who belongs to an office of another province, and must be no more and no less than any other. There is no
auditor: the broker, who reads all and decides nothing, stands for that role. Members are a viewer (firm) and an editor
(lab), so that both kinds are walked."""
