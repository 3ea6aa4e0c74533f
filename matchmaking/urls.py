"""Addresses of the pages and fragments of this app."""

from django.urls import path

from matchmaking.pages import (
    accuracy,
    conflict,
    docking,
    fragments,
    grade,
    invitation,
    match,
    near,
    notice,
    organization,
    preview,
    queue,
    secret,
)

app_name = "matchmaking"

urlpatterns = [
    path("preview/", preview.preview, name="preview"),
    path("listings/<uuid:pk>/matches/", fragments.for_listing, name="for-listing"),
    path("listings/<uuid:pk>/near-misses/", near.near, name="near"),
    path("my/matches/", fragments.mine_matches, name="mine-matches"),
    path("my/invitations/", invitation.mine, name="mine-invitations"),
    path("listings/<uuid:pk>/secret/matches/", secret.own, name="secret-matches"),
    path("listings/<uuid:pk>/secret/run/", secret.run, name="secret-run"),
    path("listings/<uuid:pk>/secret/invite/<uuid:other>/", secret.invite_other, name="secret-invite"),
    path("invitations/<uuid:pk>/", invitation.detail, name="invitation"),
    path("invitations/<uuid:pk>/answer/", invitation.answer, name="invitation-answer"),
    path("my/dockings/", fragments.mine_dockings, name="mine-dockings"),
    path("my/notices/", notice.notices, name="notices"),
    path("my/notices/count/", notice.count, name="notice-count"),
    path("my/notices/read/", notice.read, name="notices-read"),
    path("my/notices/mail/", notice.mail, name="notices-mail"),
    path("matches/<uuid:pk>/", match.detail, name="detail"),
    path("matches/<uuid:pk>/interest/", match.interest, name="interest"),
    path("matches/<uuid:pk>/decline/", match.decline, name="decline"),
    path("matches/<uuid:pk>/reconsider/", match.reconsider, name="reconsider"),
    path("matches/<uuid:pk>/approve/", match.approve, name="approve"),
    path("matches/<uuid:pk>/reject/", match.reject, name="reject"),
    path("matches/<uuid:pk>/reopen/", match.reopen, name="reopen"),
    path("matches/<uuid:pk>/grade/", grade.grade, name="grade"),
    path("matches/<uuid:pk>/override/", conflict.ask, name="override"),
    path("matches/<uuid:pk>/override/<uuid:person>/", conflict.answer, name="override-answer"),
    path("accuracy/", accuracy.accuracy, name="accuracy"),
    path("review/", queue.queue, name="queue"),
    path("review/approve/", queue.approve_many, name="approve-many"),
    path("review/organizations/<uuid:pk>/", organization.decide_organization, name="decide-organization"),
    path("transfer-projects/<uuid:pk>/docking/", fragments.of_project, name="of-project"),
    path("dockings/", docking.dockings, name="dockings"),
    path("dockings/<uuid:pk>/", docking.docking, name="docking"),
    path("dockings/<uuid:pk>/advance/", docking.advance, name="advance"),
    path("dockings/<uuid:pk>/assign/", docking.assign, name="assign"),
]
