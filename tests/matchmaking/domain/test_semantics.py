"""An encoder in ENCODER_DIR: matches in other words, vectors that follow the listings, and nothing without it."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from config.kernel.errors import Invalid
from config.kernel.jobs import drain
from matchmaking.domain.encoding import catch_up
from matchmaking.domain.full_match import start_full_match
from matchmaking.domain.market import current_market, forget_market
from matchmaking.domain.model import current_model, earlier_model
from matchmaking.domain.parts import part_bars
from matchmaking.domain.preview import preview_matches
from matchmaking.domain.reasons import reason_sentences
from matchmaking.domain.semantics import encoder_in_use, keep_vectors, vectors_missing
from matchmaking.domain.versions import encoder_of
from matchmaking.engine.encoders.keep import open_dense
from matchmaking.models import Match
from projects.domain.listing import edit_listing
from projects.domain.publication import close_listing
from tests.factories import make_listing, make_organization, writer_for
from tests.matchmaking.engine.encoders.models import minilm

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabularies")]

NEED = {"title": "Clean dirty solar panels", "summary": "Our plant stands in a desert."}
FITTING = {
    "title": "Photovoltaic modules freed of dust by brushes",
    "summary": "A robot moves along the rows.",
}
OTHER = {
    "title": "Sorting apples by sugar content",
    "summary": "Near infrared light, without cutting the fruit.",
}


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    """A data folder of the test's own: vectors of other tests must not be found."""
    settings.HOME = tmp_path
    yield tmp_path
    forget_market()


@pytest.fixture
def encoder(settings):
    settings.ENCODER_DIR = str(minilm())
    forget_market()
    return encoder_in_use()


@pytest.fixture
def firm(vocabularies):
    return make_organization("提需求的测试企业")


@pytest.fixture
def lab(vocabularies):
    return make_organization("供成果的测试实验室", kind="lab")


def vectors(home, encoder, side):
    return dict(open_dense(home / "index" / f"vectors-{encoder.version}" / side, encoder).cards())


def test_a_match_in_other_words_says_so(encoder, firm, lab):
    for offer in (FITTING, OTHER):
        make_listing("achievement", owner=lab, **offer)
    need = make_listing("need", owner=firm, **NEED)
    drain()
    match = Match.objects.get(wanted=need)
    assert match.offered.title == FITTING["title"]
    assert "语义相近" in reason_sentences(match)
    assert ("semantic", "语义", "语义相近") in [
        (bar.code, bar.label, bar.sentence) for bar in part_bars(match.parts)
    ]
    assert match.model_version.endswith(f"+e{encoder.version}")


def test_without_an_encoder_nothing_of_it_happens(home, firm, lab):
    make_listing("achievement", owner=lab, **FITTING)
    make_listing("need", owner=firm, **NEED)
    drain()
    assert Match.objects.count() == 0
    assert encoder_of(current_model().version) == ""
    assert list((home / "index").glob("vectors-*")) == []
    assert (keep_vectors(current_market()), vectors_missing(current_market())) == (True, 0)


def test_one_by_one_and_all_at_once_give_the_same_table(encoder, firm, lab):
    for offer in (FITTING, OTHER):
        make_listing("achievement", owner=lab, **offer)
    for title in ("Clean dirty solar panels", "How sweet is a fruit?", "Robots for orchards and apples"):
        make_listing("need", owner=firm, title=title, summary="We look for a partner.")
    drain()
    rows = list(Match.objects.order_by("pk").values_list("wanted", "offered", "score"))
    assert len(rows) >= 3
    start_full_match()
    drain()
    assert list(Match.objects.order_by("pk").values_list("wanted", "offered", "score")) == rows


def test_vectors_follow_the_listings(home, encoder, firm, lab):
    offer = make_listing("achievement", owner=lab, **FITTING)
    need = make_listing("need", owner=firm, **NEED)
    drain()
    assert vectors(home, encoder, "offered") == {str(offer.pk): offer.revision}
    assert vectors(home, encoder, "wanted") == {str(need.pk): need.revision}
    edit_listing(offer, {"title": OTHER["title"], "summary": OTHER["summary"]}, by=writer_for(lab))
    drain()
    offer.refresh_from_db()
    assert vectors(home, encoder, "offered") == {str(offer.pk): offer.revision}
    assert Match.objects.count() == 0
    close_listing(need, by=writer_for(firm))
    drain()
    assert vectors(home, encoder, "wanted") == {}


def test_work_is_cut_and_goes_on(home, encoder, lab):
    for number in range(70):
        make_listing("achievement", owner=lab, title=f"Coating number {number}", summary="Against oxidation.")
    copy = current_market()
    assert vectors_missing(copy) == 70
    assert (keep_vectors(copy), vectors_missing(copy)) == (False, 70)  # too many for somebody who waits
    assert catch_up(seconds=0) is None
    assert vectors_missing(copy) == 6
    run = catch_up()
    assert run is not None
    assert (vectors_missing(copy), len(vectors(home, encoder, "offered"))) == (0, 70)
    drain()
    run.refresh_from_db()
    assert (run.state, catch_up()) == ("done", None)


def test_the_command_encodes_all_and_says_what_is_next(encoder, lab):
    for number in range(66):
        make_listing("achievement", owner=lab, title=f"Coating number {number}", summary="Against oxidation.")
    out = StringIO()
    call_command("encode_market", stdout=out)
    lines = out.getvalue().splitlines()
    assert lines[0] == f"{encoder.name} {encoder.version}: 66 listings to encode"
    assert lines[-1] == "done: manage.py rematch makes every match anew"
    out = StringIO()
    call_command("encode_market", stdout=out)
    assert out.getvalue() == "every listing has its vector\n"


def test_the_command_without_an_encoder(settings):
    with pytest.raises(CommandError, match="ENCODER_DIR is not set"):
        call_command("encode_market")
    settings.ENCODER_DIR = "/nowhere"
    with pytest.raises(CommandError, match="/nowhere is no folder"):
        call_command("encode_market")


def test_damaged_vectors_are_made_again(home, encoder, lab):
    offer = make_listing("achievement", owner=lab, **FITTING)
    keep_vectors(current_market())
    next((home / "index").rglob("vectors-*.npy")).write_bytes(b"")
    assert keep_vectors(current_market()) is True
    assert vectors(home, encoder, "offered") == {str(offer.pk): offer.revision}


def test_somebody_who_types_is_understood_too(encoder, firm, lab):
    make_listing("achievement", owner=lab, **FITTING)
    keep_vectors(current_market())
    member = writer_for(firm)
    (found,) = preview_matches("Clean dirty solar panels", actor=member)
    assert (found.listing.title, found.reasons) == (FITTING["title"], ["语义相近", "文本内容部分相关"])


def test_a_model_of_another_encoder_is_not_put_back(encoder, settings, lab):
    make_listing("achievement", owner=lab, **FITTING)
    with_encoder = current_model()
    settings.ENCODER_DIR = ""
    assert encoder_of(current_model().version) == ""  # made anew by whoever needs it first
    with pytest.raises(Invalid, match="语义编码器"):
        earlier_model(with_encoder.version)
    settings.ENCODER_DIR = str(minilm())
    assert current_model().version == with_encoder.version
