"""Which ids a role must find nowhere: said here a second time, apart from the queries that are tried."""

from collections.abc import Iterator
from dataclasses import dataclass

from enterprises.choices import Role
from tests.isolation.canaries import seen_in
from tests.isolation.cast import ROLES
from tests.isolation.world import PAIRS, World
from tests.tamper.spellings import is_id

OFF_SHOW = ("draft", "submitted", "sent_back", "closed")
FOR_MEMBERS = ("members", "interest", "nda")
LISTINGS = ("need", "achievement", "pilot_base", "scenario", "capability")
# beginnings of names of rows that are the parties' alone
PRIVATE = (
    *(
        "contact",
        "match",
        "docking",
        "run",
        "invitation",
        "project",
        "document",
        "docking_document",
        "evidence",
        "payment",
        "receipt",
        "claim",
    ),
    *("funding", "follow_up", "booking", "application"),
    *("consortium", "topic", "member[", "bid", "challenge[submitted]", "opinion"),
    *("evaluation[open]", "evaluation[closed]"),
)
WAITING = frozenset(
    {"invitation[queued]", "slot[hidden]", "challenge[draft]"}
)  # of a pair only the side that invites, offers or leads knows
NAMED_IN_PUBLIC = (
    "application[selected]"  # a decided allocation is published with the ids of its applications
)
INVITING = frozenset(wanted for wanted, _offered in PAIRS)
SUSPENDED = "S"


@dataclass(frozen=True)
class Named:
    """An id and what it is the id of, as in "O need[draft]"."""

    id: str
    what: str

    @property
    def kind(self) -> str:
        """As rows are called in shapes: need, contact, tie, person."""
        return self.what.partition(" ")[2].partition("[")[0]


def belongs_to(role: str) -> frozenset[str]:
    """Tenants the role acts for; nobody acts for a suspended one."""
    found = {*ROLES[role].memberships, ROLES[role].application} - {"", SUSPENDED}
    return frozenset(found)


def writes_for(role: str) -> frozenset[str]:
    """Tenants whose rows the role may change."""
    person = {
        letter for letter, place in ROLES[role].memberships.items() if place in {Role.OWNER, Role.EDITOR}
    }
    system = {ROLES[role].application} if "write" in ROLES[role].scope else set()
    return frozenset((person | system) - {"", SUSPENDED})


def everything(world: World) -> list[Named]:
    """Every id of the world, also integer keys."""
    rows = {id: f"{letter} {what}" for letter, found in world.rows.items() for what, id in found.items()}
    people = {id: f"{name} person" for name, id in world.people.items()}
    ties = {id: f"{name} tie" for name, id in world.ties.items()}
    found = sorted((rows | people | ties).items())
    return [Named(id, what) for id, what in found if not seen_in(id.encode())]  # a canary would find itself


def hidden_from(world: World, role: str, *, in_admin: bool = False) -> list[Named]:
    """Rows that must look to the role as if they did not exist; in the admin staff see more than on pages and API."""
    own = [(letter, what, id) for letter in belongs_to(role) for what, id in world.rows[letter].items()]
    first = {id for letter, _what, id in own if letter in INVITING}
    later = {id for _letter, what, id in own if what in WAITING} - first
    mine = {id for _letter, _what, id in own} - later
    mine |= {world.people.get(role, ""), world.ties.get(role, "")}
    found = {id: name for id, name in _hidden(world, role, in_admin=in_admin) if id not in mine and is_id(id)}
    return [Named(id, name) for id, name in sorted(found.items())]


def _hidden(world: World, role: str, *, in_admin: bool) -> Iterator[tuple[str, str]]:
    staff, member = bool(ROLES[role].group), bool(belongs_to(role))
    for letter, rows in world.rows.items():
        for what, id in rows.items():
            if _is_hidden(letter, what, staff=staff, member=member):
                yield id, f"{letter} {what}"
    if not staff:
        for name, id in world.people.items():
            yield id, f"{name} person"
    if not (staff and in_admin):
        for name, id in world.ties.items():
            yield id, f"{name} tie"


def _is_hidden(letter: str, what: str, *, staff: bool, member: bool) -> bool:
    kind, _bracket, state = what.rstrip("]").partition("[")
    if kind in LISTINGS:
        if staff:
            return state == "draft"
        return letter == SUSPENDED or state in OFF_SHOW or (state in FOR_MEMBERS and not member)
    if staff:  # a run is that of a draft
        return what in {"run", *WAITING} or what.startswith("opinion")
    if kind == "organization":
        return letter == SUSPENDED
    return what in WAITING or (what.startswith(PRIVATE) and what != NAMED_IN_PUBLIC)
