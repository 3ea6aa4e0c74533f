"""What probes and searches are made of: words of public cards, and the very words of the secrets among them."""

import random
import re

from projects.models import Listing
from projects.states import ON_SHOW
from tests.two_worlds import variants

_RUN = re.compile(r"[\u4e00-\u9fff]{2,}")
SECRET_TEXTS = (
    variants.NEED_SECRET,
    variants.OTHER_NEED_SECRET,
    variants.OFFER_SECRET,
    variants.OTHER_OFFER_SECRET,
    *variants.DRAFT.values(),
    *variants.OTHER_DRAFT.values(),
)
SHAPES = (
    "面向{0}的{1}技术，采用{2}方法，能够提高{3}的水平。",
    "针对{0}中的{1}问题，研究了{2}与{3}的关系，已完成试验。",
    "本成果将{0}用于{1}，并对{2}进行监测，使{3}得到改善。",
    "在{0}方面，团队提出了{1}的新做法，解决了{2}和{3}的难点。",
)


def pieces(text: str) -> list[str]:
    """Two to four characters each, as somebody would cut a text who does not know its words."""
    return [
        run[n : n + size]
        for run in _RUN.findall(text)
        for size in (2, 3, 4)
        for n in range(0, len(run) - size + 1, 2)
    ]


class Words:
    """Draws words: half of them from the secrets of all worlds, half from what everybody can read."""

    def __init__(self) -> None:
        public = Listing.objects.filter(state__in=ON_SHOW).order_by("pk").values_list("title", flat=True)
        self._public = sorted({piece for title in public for piece in pieces(title)})
        self._secret = sorted({piece for text in SECRET_TEXTS for piece in pieces(text)})

    def some(self, chance: random.Random, count: int) -> list[str]:
        return [chance.choice(chance.choice((self._public, self._secret))) for _each in range(count)]

    def prose(self, chance: random.Random) -> str:
        """A sentence or three; now and then a list of keywords, or a piece of a secret text itself."""
        kind = chance.random()
        if kind < 0.05:
            return "，".join(self.some(chance, 14))
        if kind < 0.1:
            return chance.choice(SECRET_TEXTS)
        count = chance.randint(1, 3)
        return "".join(chance.choice(SHAPES).format(*self.some(chance, 4)) for _each in range(count))
