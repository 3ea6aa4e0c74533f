"""Graded decisions: who gives them, who reads them, what stays of those that were replaced."""

import threading

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from config.kernel.errors import Invalid, LostRace, NotAllowed
from config.kernel.models import Job
from enterprises.actors import ANONYMOUS, actor_for_user
from enterprises.models import Membership
from matchmaking.domain.grade import grade_match
from matchmaking.domain.queries import grades_of, grades_visible_to, matches_visible_to, score_seen_by
from matchmaking.models import Grade, Match
from matchmaking.rules import grader_of, reads_grades
from tests.factories import make_administrator, make_listing, make_match, make_user, writer_for


@pytest.fixture
def match(people):
    return make_match(
        wanted=make_listing("need", owner=people.enterprise),
        offered=make_listing("achievement", owner=people.lab),
    )


@pytest.fixture
def cast(people):
    """Everybody who might come by, and in which capacity they grade and whether they read grades."""
    both = make_user("两边的人", organization=people.enterprise)
    Membership.objects.create(organization=people.lab, user=both, role="editor")
    staff_of_enterprise = make_administrator("企业里的管理员")
    Membership.objects.create(organization=people.enterprise, user=staff_of_enterprise, role="viewer")
    staff_of_lab = make_administrator("实验室里的管理员")
    Membership.objects.create(organization=people.lab, user=staff_of_lab, role="viewer")
    users = {
        "需求方负责人": (people.alice, "wanted", True),
        "需求方只读": (make_user("只读", organization=people.enterprise, role="viewer"), None, True),
        "供给方": (people.bob, None, False),
        "两边的人": (both, None, True),
        "技术经理人": (people.carol, "staff", True),
        "管理员": (people.dave, "staff", True),
        "企业里的管理员": (staff_of_enterprise, None, True),
        "实验室里的管理员": (staff_of_lab, None, False),
        "外人": (people.oscar, None, False),
    }
    return {name: (actor_for_user(user), *rest) for name, (user, *rest) in users.items()}


@pytest.mark.django_db
def test_who_grades_and_who_reads(people, match, cast):
    grade_match(match, 3, by=actor_for_user(people.dave), note="工况接近")

    found = {
        name: (grader_of(actor, match), grades_visible_to(actor).exists())
        for name, (actor, *_rest) in cast.items()
    }

    assert found == {name: (grader, reads) for name, (_actor, grader, reads) in cast.items()}
    assert not grades_visible_to(ANONYMOUS).exists()
    for actor, grader, _reads in cast.values():
        if grader is None:
            with pytest.raises(NotAllowed):
                grade_match(match, 1, by=actor)


@pytest.mark.django_db
def test_the_rule_and_the_query_agree(people, match, cast):
    Match.objects.update(learned_score=0.9)
    grade_match(match, 3, by=actor_for_user(people.dave))
    for actor, *_rest in cast.values():
        row = matches_visible_to(actor).first()
        if row is not None:
            assert reads_grades(actor, row) == grades_visible_to(actor).exists()
            assert score_seen_by(actor, row) == row.seen_score
            assert bool(grades_of([row], actor)[row.wanted_id, row.offered_id]) == reads_grades(actor, row)


@pytest.mark.django_db
def test_the_offered_side_sees_the_words_alone(people, match):
    """What grades have changed is for those who may read grades; the lab's score moves for nobody's opinion."""
    Match.objects.update(score=0.5, learned_score=0.8, by_experience=True)
    alice, bob = actor_for_user(people.alice), actor_for_user(people.bob)
    assert [row.seen_score for row in matches_visible_to(alice)] == [0.8]
    assert (
        list(matches_visible_to(bob)) == []
    )  # only grades have brought this pair, and nobody has spoken yet
    Match.objects.update(state="interested")
    assert [row.seen_score for row in matches_visible_to(bob)] == [0.5]


@pytest.mark.django_db
def test_a_grade_says_what_the_grader_had_before_them(people, match):
    make_match(wanted=match.wanted, score=0.7)
    Match.objects.filter(pk=match.pk).update(learned_score=0.6)
    grade = grade_match(match, 4, by=actor_for_user(people.alice), note="就是这个问题")
    grade.refresh_from_db()
    assert (grade.wanted_id, grade.offered_id, grade.grader, grade.level, grade.note) == (
        match.wanted_id,
        match.offered_id,
        "wanted",
        4,
        "就是这个问题",
    )
    assert (grade.score, grade.rank, grade.similarity, grade.model_version) == (0.6, 2, 0.1, "test")
    assert (grade.by_user, grade.by_label, grade.at is None) == (people.alice, "爱丽丝", False)
    assert (grade.wanted_revision, grade.offered_revision) == (1, 1)


@pytest.mark.django_db
def test_grading_again_replaces_and_keeps(people, match):
    alice, dave, carol = (actor_for_user(user) for user in (people.alice, people.dave, people.carol))
    grade_match(match, 2, by=alice)
    grade_match(match, 4, by=dave)
    grade_match(match, 3, by=carol, note="与管理员意见不同")  # another expert: the later word stands
    grade_match(match, 1, by=alice)
    standing = [(g.grader, g.level) for g in grades_visible_to(dave).filter(stands=True).order_by("grader")]
    everything = [(g.grader, g.level, g.stands) for g in grades_visible_to(dave).order_by("id")]
    assert standing == [("staff", 3), ("wanted", 1)]
    assert everything == [
        ("wanted", 2, False),
        ("staff", 4, False),
        ("staff", 3, True),
        ("wanted", 1, True),
    ]


@pytest.mark.django_db
def test_saying_the_same_again_writes_nothing(people, match):
    alice = actor_for_user(people.alice)
    assert grade_match(match, 2, by=alice) == grade_match(match, 2, by=alice)
    assert Grade.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("level", [0, 5, -1])
def test_there_are_four_levels(people, match, level):
    with pytest.raises(Invalid):
        grade_match(match, level, by=actor_for_user(people.alice))
    assert Grade.objects.count() == 0


@pytest.mark.django_db
def test_a_recommendation_that_went_meanwhile_is_said_so(people, match):
    Match.objects.filter(pk=match.pk).delete()
    with pytest.raises(LostRace):
        grade_match(match, 3, by=actor_for_user(people.alice))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "tamper", [lambda rows: rows.update(level=4), lambda rows: rows.delete()], ids=["update", "delete"]
)
def test_the_database_keeps_grades_as_they_were_given(people, match, tamper):
    grade_match(match, 2, by=actor_for_user(people.alice))
    with transaction.atomic(), pytest.raises(ProgrammingError, match="pgtrigger"), transaction.atomic():
        tamper(Grade.objects.all())
    assert Grade.objects.get().level == 2


@pytest.mark.django_db
def test_many_grades_of_one_need_ask_for_one_match(people, match):
    others = [make_match(wanted=match.wanted) for _ in range(3)]
    elsewhere = make_match(wanted=make_listing("need", owner=people.enterprise))
    Job.objects.all().delete()
    for graded in (match, *others, elsewhere):
        grade_match(graded, 3, by=writer_for(people.enterprise))
    jobs = Job.objects.filter(kind="match_graded").order_by("id")
    assert [job.payload["listing_id"] for job in jobs] == [str(match.wanted_id), str(elsewhere.wanted_id)]


@pytest.mark.django_db(transaction=True)
def test_of_eight_experts_at_once_one_grade_stands_and_all_are_kept(people, match):
    experts = [actor_for_user(make_administrator(f"专家{n}")) for n in range(8)]
    start = threading.Barrier(len(experts))

    def say(number, actor):
        start.wait()
        try:
            grade_match(match, number % 4 + 1, by=actor, note=str(number))
        finally:
            connection.close()

    threads = [threading.Thread(target=say, args=pair) for pair in enumerate(experts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Grade.objects.count() == 8
    assert Grade.objects.filter(stands=True).get() == Grade.objects.order_by("-id").first()
