"""Addresses of the pages of this app."""

from django.urls import path, register_converter

from projects.choices import ListingKind
from projects.pages import (
    allocations,
    applications,
    bids,
    bookings,
    catalogue,
    challenges,
    consortia,
    evaluations,
    members,
    slots,
)
from projects.pages.act import act
from projects.pages.browse import of_organization, show_list
from projects.pages.detail import detail
from projects.pages.mine import mine
from projects.pages.preview import card_preview
from projects.pages.project import download, project, project_act, projects
from projects.pages.secret import read
from projects.pages.start import start
from projects.pages.write import edit, new

app_name = "projects"

_WORDS = {
    "needs": ListingKind.NEED,
    "achievements": ListingKind.ACHIEVEMENT,
    "pilot-bases": ListingKind.PILOT_BASE,
    "scenarios": ListingKind.SCENARIO,
    "capabilities": ListingKind.CAPABILITY,
}


class KindConverter:
    """/needs/ in the address is the kind `need` in the code."""

    regex = "|".join(_WORDS)

    def to_python(self, value: str) -> str:
        return str(_WORDS[value])

    def to_url(self, value: str) -> str:
        for word, kind in _WORDS.items():
            if value in (kind, word):
                return word
        raise ValueError(f"{value} is no kind of listing; kinds: {', '.join(_WORDS.values())}")


register_converter(KindConverter, "kind")

urlpatterns = [
    path("my/", mine, name="mine"),
    path("start/", start, name="start"),
    path("listings/<uuid:pk>/", detail, name="detail"),
    path("listings/<uuid:pk>/edit/", edit, name="edit"),
    path("listings/<uuid:pk>/act/", act, name="act"),
    path("listings/<uuid:pk>/secret/read/", read, name="read-secret"),
    path("organizations/<uuid:pk>/listings/", of_organization, name="of-organization"),
    path("transfer-projects/", projects, name="projects"),
    path("transfer-projects/<uuid:pk>/", project, name="project"),
    path("transfer-projects/<uuid:pk>/act/", project_act, name="project-act"),
    path("transfer-projects/<uuid:pk>/documents/<uuid:document>/", download, name="project-document"),
    path("listings/<uuid:pk>/slots/", slots.slots, name="slots"),
    path("slots/<uuid:pk>/act/", slots.act, name="slot-act"),
    path("slots/<uuid:pk>/book/", slots.book, name="book"),
    path("bookings/", bookings.bookings, name="bookings"),
    path("bookings/<uuid:pk>/", bookings.booking, name="booking"),
    path("bookings/<uuid:pk>/act/", bookings.act, name="booking-act"),
    path("bookings/<uuid:pk>/report/", bookings.report, name="booking-report"),
    path("listings/<uuid:pk>/applications/", applications.of_scenario, name="of-scenario"),
    path("listings/<uuid:pk>/apply/", applications.apply, name="apply"),
    path("applications/", applications.applications, name="applications"),
    path("applications/<uuid:pk>/", applications.application, name="application"),
    path("applications/<uuid:pk>/act/", applications.act, name="application-act"),
    path("allocations/", allocations.allocations, name="allocations"),
    path("allocations/<uuid:pk>/", allocations.allocation, name="allocation"),
    path("allocations/<uuid:pk>/file/", allocations.file, name="allocation-file"),
    path("allocations/<uuid:pk>/act/", allocations.act, name="allocation-act"),
    path("consortia/", consortia.consortia, name="consortia"),
    path("consortia/new/", consortia.new, name="consortium-new"),
    path("consortia/<uuid:pk>/", consortia.consortium, name="consortium"),
    path("consortia/<uuid:pk>/act/", consortia.act, name="consortium-act"),
    path("consortia/<uuid:pk>/plan/", consortia.plan, name="consortium-plan"),
    path("consortia/<uuid:pk>/invite/", members.invite, name="consortium-invite"),
    path("consortium-members/<uuid:pk>/", members.member, name="member"),
    path("consortium-members/<uuid:pk>/act/", members.act, name="member-act"),
    path("consortium-members/<uuid:pk>/confirm/", members.confirm, name="member-confirm"),
    path("challenges/", challenges.challenges, name="challenges"),
    path("challenges/new/", challenges.new, name="challenge-new"),
    path("challenges/<uuid:pk>/", challenges.challenge, name="challenge"),
    path("challenges/<uuid:pk>/edit/", challenges.edit, name="challenge-edit"),
    path("challenges/<uuid:pk>/act/", challenges.act, name="challenge-act"),
    path("challenges/<uuid:pk>/bid/", bids.new, name="bid-new"),
    path("challenges/<uuid:pk>/decide/", challenges.decide, name="challenge-decide"),
    path("bids/", bids.bids, name="bids"),
    path("bids/<uuid:pk>/", bids.bid, name="bid"),
    path("bids/<uuid:pk>/act/", bids.act, name="bid-act"),
    path("evaluations/", evaluations.evaluations, name="evaluations"),
    path("evaluations/new/", evaluations.new, name="evaluation-new"),
    path("evaluations/<uuid:pk>/", evaluations.evaluation, name="evaluation"),
    path("evaluations/<uuid:pk>/act/", evaluations.act, name="evaluation-act"),
    path("opinions/<uuid:pk>/", evaluations.opinion, name="opinion"),
    path("opinions/<uuid:pk>/act/", evaluations.opinion_act, name="opinion-act"),
    path("listings/<uuid:pk>/evaluations/", evaluations.of_achievement, name="of-achievement"),
    path("first-sets/", catalogue.first_sets, name="first-sets"),
    path("first-sets/<uuid:pk>/", catalogue.first_set, name="first-set"),
    path("finance-products/", catalogue.finance_products, name="finance-products"),
    path("finance-products/<uuid:pk>/", catalogue.finance_product, name="finance-product"),
    path("<kind:kind>/", show_list, name="list"),
    path("<kind:kind>/new/", new, name="new"),
    path("<kind:kind>/card/", card_preview, name="card-preview"),
]
