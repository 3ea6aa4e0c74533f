"""The world of the walk: tenants, people, partner systems and rows, as ids that a worker process can be handed."""

import datetime as dt
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from uuid import UUID

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone
from oauth2_provider.models import AccessToken

from config.kernel.models import Job
from enterprises.actors import Actor, actor_for_user
from enterprises.choices import TieKind
from enterprises.domain.organization import suspend_organization
from enterprises.domain.ties import declare_tie
from enterprises.models import Membership, Organization, PartnerApplication, User
from matchmaking.domain.clocks import run_clocks
from matchmaking.domain.conflicts import ask_override
from matchmaking.models import Docking, Match
from tests.factories import make_administrator, make_broker, make_organization, make_user, writer_for
from tests.isolation import evaluated, invited, kin, places, profiles, roads, rows, signed, teams
from tests.isolation.cast import ROLES, TENANTS, TIED, RoleOf

NONEXISTENT = UUID("00000000-0000-4000-8000-00000000dead")
PAIRS = (("E", "L"), ("O", "P"), ("S", "P"))


@dataclass
class World:
    """`rows`: tenant → what it is → id; `cookies` and `tokens`: role → what its requests carry."""

    tenants: dict[str, str] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)
    rows: dict[str, dict[str, str]] = field(default_factory=dict)
    cookies: dict[str, str] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    ties: dict[str, str] = field(default_factory=dict)
    ghost: str = str(NONEXISTENT)

    def save(self, path: Path) -> None:
        path.write_text(json.dumps(asdict(self)))

    @classmethod
    def load(cls, path: Path) -> "World":
        return cls(**json.loads(path.read_text()))


def build() -> World:
    """Write the world into the current database."""
    world = World()
    root = make_administrator("建档管理员")
    admin, carol, before = actor_for_user(root), make_broker("被指定的经理人"), make_broker("原来的经理人")
    owners = {letter: _tenant(letter) for letter in TENANTS}
    world.tenants = {letter: str(owner.pk) for letter, owner in owners.items()}
    for letter, owner in owners.items():
        world.rows[letter] = {"organization": str(owner.pk), **rows.contacts_of(letter, owner)}
        if letter in "ELOS":
            world.rows[letter] |= rows.listings_of(letter, owner, admin)
            world.rows[letter] |= profiles.profile_of(owner)
        world.rows[letter] |= rows.other_rows_of(owner, world.rows[letter])
        world.rows[letter]["partner"] = str(_application(letter, owner).pk)
        world.rows[letter] |= roads.catalogues_of(letter, owner)
    for wanted, offered in PAIRS:
        shared = rows.matches_of(owners[wanted], owners[offered], wanted, admin)
        rows.manager_of(shared["docking"], before)
        docking = Docking.objects.get(pk=shared["docking"])
        shared |= roads.road_of(docking, world.rows[wanted], wanted, writer_for(owners[wanted]))
        shared |= signed.project_of(owners[wanted], owners[offered], (wanted, offered), admin)
        on_paper = Docking.objects.get(project=shared["project"])
        roads.agreed_road_of(on_paper, world.rows[wanted], wanted, writer_for(owners[wanted]))
        shared |= invited.invitations_of(owners[wanted], owners[offered], wanted)
        shared |= places.places_of(owners[wanted], owners[offered], offered, admin)
        shared |= teams.teams_of(owners[wanted], owners[offered], (wanted, offered))
        for letter in (wanted, offered) if wanted != "S" else (wanted,):
            world.rows[letter] |= shared
    for letter, partner in (("E", "L"), ("L", "E"), ("S", "E")):
        world.rows[letter]["found"] = world.rows[partner]["achievement[public]"]
        invited.found_by_own_run(world.rows[letter]["need[public]"], world.rows[letter]["found"])
    world.rows["O"]["found"] = world.rows["O"]["achievement[public]"]  # nobody's run found it
    for name, role in ROLES.items():
        _enter(world, name, role, owners)
    _ask_to_judge(world)
    reviewing, *staff = (
        User.objects.get(pk=world.people[name]) for name in ("firm_owner", "admin", "broker")
    )
    evaluated.round_by(owners["E"], staff, root)  # so that the admin has opinions of somebody who reads there
    for wanted, offered in PAIRS:
        asked = reviewing if wanted == "E" else None
        rounds = evaluated.evaluations_of(owners[offered], root, offered, asked)
        for letter in (wanted, offered) if wanted != "S" else (wanted,):
            world.rows[letter] |= rounds
    run_clocks()  # so that there are notices
    dead = Job.objects.create(kind="match_listing", state=Job.State.DEAD, error="失败", attempts=5)
    _close(owners["S"], admin, root)
    for letter, owner in owners.items():
        world.rows[letter]["job[dead]"] = str(dead.pk)
        world.rows[letter]["person"] = world.people["lab_owner" if letter == "O" else "firm_owner"]
        if letter in "ELOS":  # whose rows are asked for
            rows_of_admin = kin.rows_of(owner, world.rows[letter])
            world.rows[letter] |= {f"admin {model}": pk for model, pk in rows_of_admin.items()}
        world.rows[letter]["lender"] = world.tenants["G"]  # who may offer a finance product
        # somebody who can be made responsible, and for strangers a person who cannot
        world.rows[letter]["manager"] = str(carol.pk) if letter != "O" else world.people["lab_owner"]
        # who asked to judge in spite of a tie, and for strangers somebody who did not
        world.rows[letter]["asking"] = world.people["far_admin" if letter == "O" else "tied_admin"]
    return world


def _tenant(letter: str) -> Organization:
    tenant = TENANTS[letter]
    return make_organization(tenant.name, kind=tenant.kind, region=tenant.region)


def _application(letter: str, owner: Organization) -> PartnerApplication:
    return PartnerApplication.objects.create(
        name=f"平台{letter}",
        organization=owner,
        client_id=f"client-{letter}",
        client_secret="not-used-here",
        client_type=PartnerApplication.CLIENT_CONFIDENTIAL,
        authorization_grant_type=PartnerApplication.GRANT_CLIENT_CREDENTIALS,
    )


def _enter(world: World, name: str, role: RoleOf, owners: dict[str, Organization]) -> None:
    """The person or the partner system of a role, with what identifies its requests."""
    if role.visitor:
        return
    if role.application:
        token = f"token-of-{name}"
        AccessToken.objects.create(
            application=PartnerApplication.objects.get(organization=owners[role.application]),
            token=token,
            scope=role.scope,
            expires=timezone.now() + dt.timedelta(days=1),
        )
        world.tokens[name] = token
        return
    user = make_user(name, group=role.group, is_staff=bool(role.group))
    user.email = f"{name}@example.org"
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    for letter, membership in role.memberships.items():
        Membership.objects.create(organization=owners[letter], user=user, role=membership)
    if role.left:
        Membership.objects.create(organization=owners[role.left], user=user, role="owner").delete()
    world.people[name] = str(user.pk)
    tie = declare_tie(owners[TIED], kind=TieKind.ADVICE, by=actor_for_user(user))
    world.ties[name] = str(tie.pk)
    world.cookies[name] = _session(user)


def _ask_to_judge(world: World) -> None:
    """The tied administrator asks to be let; another has to answer."""
    tied = actor_for_user(User.objects.get(pk=world.people["tied_admin"]))
    ask_override(Match.objects.get(pk=world.rows["E"]["match[asked]"]), by=tied, note="只有我懂这个工艺")


def _session(user: User) -> str:
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return str(session.session_key)


def _close(suspended: Organization, admin: Actor, root: User) -> None:
    """Suspend a tenant that had everything; leave a line in the admin's log."""
    suspend_organization(suspended, by=admin, note="被吊销")
    LogEntry.objects.create(
        user=root,
        content_type=ContentType.objects.get_for_model(Organization),
        object_id=suspended.pk,
        object_repr=str(suspended),
        action_flag=CHANGE,
        change_message="",
    )
