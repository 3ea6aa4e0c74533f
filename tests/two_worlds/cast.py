"""Who acts in every world: people and partner systems of the province, two owners with a secret, one who probes."""

from dataclasses import dataclass
from uuid import UUID

from enterprises.choices import Role
from enterprises.models import Membership, Organization, User
from projects.domain.listing import create_listing
from projects.domain.publication import publish_listing
from projects.models import Listing
from tests.factories import make_organization, make_user, writer_for
from tests.partner import make_application
from tests.two_worlds.dice import Dice
from tests.two_worlds.variants import DRAFT_ID, Variant

NEED_CARD = {
    "title": "降低电解车间直流电耗的技术合作",
    "summary": "希望降低电解车间的直流电耗，欢迎有节能改造经验的团队联系。",
}
OFFER_CARD = {
    "title": "工业尾气治理催化材料",
    "summary": "面向化工厂尾气的催化材料，已有中试样品，可上门测试。",
}
# What the owners' runs find in every world, whatever the secret text says: they say what the public cards say.
ANSWER_TO_NEED = {
    "title": "电解车间直流电耗降低与节能改造技术",
    "summary": "为电解车间降低直流电耗，提供节能改造方案，团队有多年经验，欢迎联系合作。",
}
ANSWER_TO_OFFER = {
    "title": "化工厂尾气治理需要催化材料",
    "summary": "化工厂尾气需要治理，寻找已有中试样品的催化材料，希望上门测试。",
}
MAILS = {
    "newcomer": "newcomer@worlds.test",
    "outsider": "outsider@example.com",
    "firm": "enterprise@example.com",
    "viewer": "viewer@example.com",
    "lab": "lab@example.com",
    "broker": "broker@example.com",
    "administrator": "admin@example.com",
    "owner of the need": "need@worlds.test",
    "owner of the achievement": "offer@worlds.test",
    "prober": "prober@worlds.test",
    "answering lab": "answers@worlds.test",
    "answering firm": "asks@worlds.test",
}
PARTNERS = {"partner": "demo-partner", "prober's partner": "probing-partner"}  # name → client id
STAFF = frozenset({"broker", "administrator"})


@dataclass(frozen=True)
class Cast:
    """The ids that the script speaks of. The draft has its id in worlds without it too."""

    need: UUID
    offer: UUID
    answer_to_need: UUID
    answer_to_offer: UUID
    draft: UUID = DRAFT_ID

    @property
    def with_secrets(self) -> tuple[UUID, ...]:
        return self.need, self.offer, self.draft


def enter(variant: Variant, dice: Dice) -> Cast:
    """Write everybody and their listings; what differs is written with chances of its own, so that all ids agree."""
    dice.turn("cast")
    enterprise = _tenant("守着难题的企业", "enterprise", "owner of the need")
    lab = _tenant("守着诀窍的实验室", "lab", "owner of the achievement")
    _tenant("到处打听的实验室", "lab", "prober", partner="probing-partner")
    answering = _tenant("应答的实验室", "lab", "answering lab")
    asking = _tenant("提问的企业", "enterprise", "answering firm")
    _person("newcomer")
    answers = [
        _published("achievement", answering, **ANSWER_TO_NEED),
        _published("need", asking, **ANSWER_TO_OFFER),
    ]
    dice.turn("need")
    need = _published("need", enterprise, **NEED_CARD, secret=variant.need_secret)
    dice.turn("offer")
    offer = _published("achievement", lab, **OFFER_CARD, secret=variant.offer_secret)
    if variant.draft:
        dice.turn("draft")
        create_listing("achievement", variant.draft, owner=lab, by=writer_for(lab), pk=DRAFT_ID)
    return Cast(need.pk, offer.pk, answers[0].pk, answers[1].pk)


def person(name: str) -> User:
    return User.objects.get(email=MAILS[name])


def organizations_of(name: str) -> list[UUID]:
    """The organizations that somebody of the cast acts for."""
    if name in PARTNERS:
        return list(
            Organization.objects.filter(applications__client_id=PARTNERS[name]).values_list("pk", flat=True)
        )
    if name not in MAILS:
        return []
    return list(Membership.objects.filter(user__email=MAILS[name]).values_list("organization_id", flat=True))


def _tenant(name: str, kind: str, who: str, partner: str = "") -> Organization:
    organization = make_organization(name, kind=kind, credit_code=None)
    Membership.objects.create(organization=organization, user=_person(who), role=Role.OWNER)
    if partner:
        make_application(organization, partner)
    return organization


def _person(who: str) -> User:
    user = make_user(who)
    User.objects.filter(pk=user.pk).update(email=MAILS[who])
    return user


def _published(kind: str, owner: Organization, **values: str) -> Listing:
    by = writer_for(owner)
    return publish_listing(create_listing(kind, values, owner=owner, by=by), by=by)
