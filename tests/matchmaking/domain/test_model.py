"""The stored model: found again by every process, and made anew where its files are of no use."""

import shutil
from pathlib import Path

import pytest
from django.core.files.storage import default_storage

from matchmaking.domain.market import current_market, forget_market
from matchmaking.domain.model import fit_model, stored_model_is_whole
from matchmaking.models import MatchModel
from tests.factories import make_listing, make_organization

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabularies")]


@pytest.fixture
def offers():
    lab = make_organization("供成果的测试实验室", kind="lab")
    for subject in ("铝电解槽", "矿井水", "马铃薯"):
        make_listing("achievement", owner=lab, title=f"{subject}检测技术", summary=f"{subject}的在线检测。")


def test_the_same_offers_give_the_same_model_and_one_row(offers):
    assert fit_model() == fit_model()
    assert MatchModel.objects.filter(current=True).count() == 1
    assert stored_model_is_whole()


def test_statistics_look_at_public_cards_only(offers):
    before = fit_model().version
    lab = make_organization("另一家测试实验室", kind="lab")
    make_listing("achievement", owner=lab, title="成员才能看的电渣重熔技术", disclosure="members")
    assert fit_model().version == before


def test_a_damaged_local_copy_is_fetched_anew(offers, settings):
    version = current_market().model.version
    for path in Path(settings.HOME, "index").rglob("*"):
        if path.is_file():
            path.write_bytes(b"damaged")
    forget_market()
    assert current_market().model.version == version


def test_a_model_whose_files_are_gone_is_fitted_again(offers, settings):
    current_market()
    shutil.rmtree(default_storage.path("models"))
    shutil.rmtree(Path(settings.HOME, "index"))
    assert not stored_model_is_whole()
    forget_market()
    assert len(current_market().offered) == 3
    assert stored_model_is_whole()


def test_stored_files_cut_short_by_a_death_are_written_again(offers, settings):
    folder = Path(default_storage.path(fit_model().folder))
    cut = next(folder.glob("codes*"))
    cut.write_bytes(cut.read_bytes()[:50])
    shutil.rmtree(Path(settings.HOME, "index"), ignore_errors=True)
    forget_market()
    assert len(current_market().offered) == 3
