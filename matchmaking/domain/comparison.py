"""A pair side by side: what is wanted against what is offered, aspect by aspect, as far as the actor may read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from enterprises.actors import Actor
from enterprises.domain.vocabulary import term_label
from matchmaking.domain.cards import as_read_by, is_bare
from matchmaking.domain.parts import Fit, PartBar, part_bars
from matchmaking.models import Match
from matchmaking.rules import is_conflicted
from projects.domain.codes import codes_in, scheme_of
from projects.domain.disclosure import Sight, sights
from projects.models import KIND_MODELS, Achievement, Listing, Need

Cell = tuple[str, ...] | None  # None: not open to this reader yet


@dataclass(frozen=True)
class Aspect:
    """One line of the comparison; `fit` and `sentence` stand where the engine judged this aspect."""

    label: str
    wanted: Cell
    offered: Cell
    fit: Fit | None = None
    sentence: str = ""


@dataclass(frozen=True)
class Half:
    """One side: the listing and the texts of it that this reader may read."""

    listing: Listing
    summary: str
    description: str
    is_open: bool


@dataclass(frozen=True)
class Comparison:
    wanted: Half
    offered: Half
    aspects: tuple[Aspect, ...]
    bars: tuple[PartBar, ...]
    terms: tuple[str, ...]


def compare(match: Match, *, actor: Actor) -> Comparison:
    """Lay the two listings of a match side by side. Details closed to the actor are None, not empty.

    Who has a conflict of interest sees both texts, and nothing of how the engine judged them.
    """
    match = as_read_by(actor, match)
    wanted, offered = _child(match.wanted), _child(match.offered)
    seen = sights(actor, [side for side in (wanted, offered) if not is_bare(side)])
    left, right = (_Reader(side, seen.get(side.pk, Sight(details=False))) for side in (wanted, offered))
    judged = not is_conflicted(actor, match)
    bars = part_bars(match.parts) if judged else []
    return Comparison(
        wanted=left.half(),
        offered=right.half(),
        aspects=tuple(_aspects(left, right, {bar.code: bar for bar in bars})),
        bars=tuple(bars),
        terms=tuple(term["term"] for term in match.terms) if judged else (),
    )


def _child(listing: Listing) -> Listing:
    if is_bare(listing):
        return listing
    child = KIND_MODELS[listing.kind].objects.select_related("owner").get(pk=listing.pk)
    child.owner = listing.owner
    return child


def _aspects(left: "_Reader", right: "_Reader", bars: Mapping[str, PartBar]) -> Iterable[Aspect]:
    lines = [
        ("trl", _("技术成熟度"), left.least_level(), right.level()),
        ("industry", _("行业"), left.terms("industries"), right.terms("industries")),
        ("", _("学科"), left.terms("disciplines"), right.terms("disciplines")),
        ("region", _("所在地"), left.terms("region"), right.terms("region")),
        ("mode", _("合作方式"), left.terms("modes"), right.terms("modes")),
        ("budget", _("预算 / 意向价格"), left.terms("budget_band"), right.price()),
        ("", _("量化指标 / 技术优势"), left.targets(), right.words("advantages")),
        ("", _("期望效果 / 经济性"), left.terms("effects"), right.words("economics")),
        ("", _("现有基础 / 团队"), left.words("current_situation"), right.words("team")),
        ("", _("紧迫程度 / 所处阶段"), left.terms("urgency"), right.terms("stage")),
        ("", _("组织方式 / 权属"), left.terms("organise"), right.terms("ownership")),
        ("", _("需求类型 / 知识产权"), left.terms("need_type"), right.rights()),
    ]
    for code, label, wanted, offered in lines:
        if wanted == () and offered == ():
            continue
        bar = bars.get(code)
        yield Aspect(label, wanted, offered, bar.fit if bar else None, bar.sentence if bar else "")


class _Reader:
    """Reads fields of one listing as words, and gives None for those that are closed to the reader."""

    def __init__(self, listing: Listing, sight: Sight) -> None:
        self.listing, self.sight = listing, sight

    def half(self) -> Half:
        description = self.listing.description if self.sight.shows("description") else ""
        return Half(self.listing, self.listing.summary, description, self.sight.details)

    def terms(self, field: str) -> Cell:
        if not self.sight.shows(field):
            return None
        codes = codes_in(getattr(self.listing, field, None))
        return tuple(term_label(scheme_of(self.listing, field) or "", code) for code in codes)

    def words(self, field: str) -> Cell:
        if not self.sight.shows(field):
            return None
        text = getattr(self.listing, field, "")
        return (text,) if text else ()

    def level(self) -> Cell:
        return self._level(self.listing.trl, "%s")

    def least_level(self) -> Cell:
        least = self.listing.trl_wanted if isinstance(self.listing, Need) else self.listing.trl
        return self._level(least, _("至少 %s"))

    def _level(self, level: int | None, frame: str) -> Cell:
        if not self.sight.shows("trl"):
            return None
        if level is None:
            return ()
        name = term_label(self.listing.trl_scheme, str(level))
        return (frame % (_("%(level)s 级（%(name)s）") % {"level": level, "name": name}),)

    def targets(self) -> Cell:
        if not isinstance(self.listing, Need):
            return ()
        return (
            tuple(str(target) for target in self.listing.targets.all())
            if self.sight.shows("targets")
            else None
        )

    def price(self) -> Cell:
        if not self.sight.shows("asking_price"):
            return None
        price = self.listing.asking_price if isinstance(self.listing, Achievement) else None
        return (f"¥ {price:,.0f}",) if price is not None else ()

    def rights(self) -> Cell:
        kinds, state = self.terms("ip_kinds") or (), self.terms("ip_state") or ()
        return (*kinds, *state)
