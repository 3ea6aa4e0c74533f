"""The need under attack, and the words of its secret that somebody could guess."""

from enterprises.models import Organization
from matchmaking.engine.words import BREAK, cut, is_meaningful
from projects.domain.card import card_words
from projects.domain.listing import create_listing
from projects.domain.publication import publish_listing
from projects.models import Listing
from projects.states import ON_SHOW
from tests.factories import make_organization, writer_for
from tests.two_worlds.cast import NEED_CARD

SECRET = (
    "阴极炭块石墨化不均，炉底压降三年升了四十毫伏，侧部炭块侵蚀，已有两台槽破损漏铝。寻找内串石墨化炉的温度场控制，"
    "以及在线测温用的铂铑热电偶护套，耐氟盐腐蚀。捣固糊的膨胀与焙烧裂纹要用超声检出，粘结沥青改为中温煤沥青。"
    "同时想回收大修渣里的氟化钠与氰化物，浸出毒性须低于危废限值。希望有团队带着小型坩埚试验和有限元模拟来谈，"
    "样品由我们的仓库寄出，钠膨胀率和电阻率由第三方检测。"
)


def make_target() -> Listing:
    """A need on show with a secret text."""
    owner: Organization = make_organization("被打听的企业", credit_code=None)
    by = writer_for(owner)
    values = {**NEED_CARD, "disclosure": "public", "secret": SECRET}
    return publish_listing(create_listing("need", values, owner=owner, by=by), by=by)


def words_of(text: str) -> set[str]:
    """The words of a text that explanations may name."""
    return {word for word in cut(text) if word != BREAK and is_meaningful(word)}


def words_of_others(target: Listing) -> set[str]:
    """The words of all other public cards."""
    cards = Listing.objects.filter(state__in=ON_SHOW).exclude(pk=target.pk)
    return set().union(*(words_of(f"{card.title}\n{card_words(card)}") for card in cards))


def terms_to_find(target: Listing) -> set[str]:
    """Words of the secret that others' cards hold too, which is where attackers take theirs from, and that have no
    character in common with its own card: what the card tells is no find."""
    told = set("".join(NEED_CARD.values()))
    return {word for word in words_of(SECRET) & words_of_others(target) if not told & set(word)}
