"""What those who made an achievement receive: never below the law where it binds, and to the cent."""

import itertools
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.kernel.errors import Invalid, NotAllowed
from enterprises.models import Organization
from projects.domain.reward import adopt_reward_plan
from projects.domain.reward_floors import FLOORS, floor_amount, reward_total
from projects.domain.shares import CENT, split
from projects.models import RewardPlan
from tests.contracts import make_project
from tests.factories import writer_for

TEAM = [
    {"person": "甲教授", "contribution": "发明人", "weight": Decimal("33.33")},
    {"person": "乙博士", "contribution": "中试", "weight": Decimal("33.33")},
    {"person": "丙经理", "weight": Decimal("33.34")},
]
MONEY = st.decimals(min_value=0, max_value=Decimal("999999999999.99"), places=2)
WEIGHT = st.decimals(min_value=0, max_value=Decimal("99999.99"), places=2)
WEIGHTS = st.lists(WEIGHT, min_size=1, max_size=50).filter(any)


@given(MONEY, WEIGHTS)
def test_parts_sum_to_the_whole_to_the_cent(total, weights):
    parts = split(total, weights)
    assert sum(parts) == total
    assert all(part == part.quantize(CENT) and part >= 0 for part in parts)


@given(MONEY, WEIGHTS)
def test_every_part_is_its_quota_rounded_down_or_up_to_the_cent(total, weights):
    whole = sum(weights)
    for part, weight in zip(split(total, weights), weights, strict=True):
        # |part − total·weight/whole| < 0.01, without dividing
        assert abs(part * whole - total * weight) < CENT * whole


@given(MONEY, WEIGHTS)
def test_who_weighs_more_never_receives_less(total, weights):
    parts = split(total, weights)
    paired = sorted(zip(weights, parts, strict=True))
    for (lighter, less), (heavier, more) in itertools.pairwise(paired):
        assert lighter == heavier or less <= more


@given(MONEY, WEIGHTS)
def test_the_same_question_has_the_same_answer(total, weights):
    assert split(total, weights) == split(total, list(weights))
    assert split(total, [weight * 10 for weight in weights]) == split(total, weights)


@given(MONEY, st.sampled_from(sorted(FLOORS)), st.decimals(min_value=0, max_value=100, places=2))
def test_a_rate_at_the_floor_is_never_below_the_floor(base, basis, rate):
    total = reward_total(base, rate)
    assert (total >= floor_amount(basis, base)) or rate < FLOORS[basis].rate
    assert total * 100 >= base * rate
    assert total * 100 - base * rate < 1


@pytest.mark.parametrize(
    ("total", "weights", "parts"),
    [
        ("0.01", [1, 1, 1], ["0.01", "0.00", "0.00"]),
        ("100.00", [1, 1, 1], ["33.34", "33.33", "33.33"]),
        ("0.05", [3, 2, 2], ["0.02", "0.02", "0.01"]),
        ("10.00", [0, 5, 0], ["0.00", "10.00", "0.00"]),
    ],
)
def test_left_over_cents_go_to_the_largest_remainders(total, weights, parts):
    assert split(Decimal(total), [Decimal(weight) for weight in weights]) == [Decimal(part) for part in parts]


@pytest.mark.parametrize(
    ("total", "weights"),
    [("1.00", []), ("1.00", ["0"]), ("1.00", ["-1", "2"]), ("1.001", ["1"]), ("-1.00", ["1"])],
)
def test_nonsense_is_no_question(total, weights):
    with pytest.raises(ValueError, match=r"weights|cents"):
        split(Decimal(total), [Decimal(weight) for weight in weights])


@pytest.fixture
def project(people):
    return make_project(people)


@pytest.fixture
def state_project(people):
    Organization.objects.filter(pk=people.lab.pk).update(state_owned=True)
    return make_project(people)


def plan(project, **values):
    asked = {
        "basis": "income",
        "gross": Decimal("500000.01"),
        "costs": Decimal("100000.00"),
        "rate": Decimal("70.00"),
        "shares": TEAM,
        **values,
    }
    return adopt_reward_plan(project, by=writer_for(project.provider), **asked)


@pytest.mark.django_db
def test_a_plan_is_kept_with_what_each_receives(state_project):
    row = plan(state_project)
    assert row.total == Decimal("280000.01")  # 70 % of 400,000.01, rounded up
    assert [(share.person, share.amount) for share in row.shares.all()] == [
        ("甲教授", Decimal("93324.00")),
        ("乙博士", Decimal("93324.00")),
        ("丙经理", Decimal("93352.01")),
    ]
    plan(state_project, rate=Decimal("80.00"))
    assert list(RewardPlan.objects.order_by("at").values_list("rate", "stands")) == [
        (Decimal("70.00"), False),
        (Decimal("80.00"), True),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("values", "field", "says"),
    [
        ({"rate": Decimal("49.99")}, "rate", "《促进科技成果转化法》第四十五条的下限：不低于净收入的 50%"),
        ({"basis": "shares", "costs": Decimal(0), "rate": Decimal("49.99")}, "rate", "不低于股份的 50%"),
        (
            {"basis": "profit", "costs": Decimal(0), "rate": Decimal("4.99"), "years": 3},
            "rate",
            "不低于营业利润的 5%",
        ),
        (
            {"basis": "profit", "costs": Decimal(0), "rate": Decimal("5.00"), "years": 2},
            "years",
            "连续三至五年",
        ),
        ({"basis": "profit", "costs": Decimal(0), "rate": Decimal("5.00")}, "years", "年数"),
        ({"rate": Decimal("100.01")}, "rate", "不超过100"),
        ({"costs": Decimal("500000.02")}, "costs", "成本"),
        ({"basis": "shares"}, "costs", "只有转让或许可收入"),
        ({"gross": Decimal(0), "costs": Decimal(0)}, "gross", "大于零"),
        ({"shares": []}, "shares", "至少写一位"),
        ({"shares": [*TEAM, TEAM[0]]}, "shares", "不能重复"),
        ({"shares": [{"person": "甲", "weight": Decimal(0)}]}, "shares", "合计应大于零"),
        ({"shares": [{"person": "甲\u202e", "weight": Decimal(1)}]}, "shares.0.person", "控制字符"),
        ({"basis": "luck"}, "basis", "分配依据"),
    ],
)
def test_below_the_law_or_without_sense_it_is_refused(state_project, values, field, says):
    with pytest.raises(Invalid) as refused:
        plan(state_project, **values)
    assert says in refused.value.fields[field]
    assert RewardPlan.objects.count() == 0


@pytest.mark.django_db
def test_at_the_floor_it_is_accepted(state_project):
    assert plan(state_project, rate=Decimal("50.00")).total == Decimal("200000.01")
    profit = plan(
        state_project, basis="profit", gross=Decimal("1000.00"), costs=Decimal(0), rate=Decimal(5), years=5
    )
    assert (profit.total, profit.years) == (Decimal("50.00"), 5)


@pytest.mark.django_db
def test_others_may_agree_on_less_and_say_where(project):
    with pytest.raises(Invalid) as refused:
        plan(project, rate=Decimal("20.00"))
    assert set(refused.value.fields) == {"agreed"}
    assert plan(project, rate=Decimal("20.00"), agreed="公司奖励办法第三条").total == Decimal("80000.01")


@pytest.mark.django_db
def test_only_the_provider_says_what_its_people_receive(people, project):
    for actor in (writer_for(people.enterprise), writer_for(people.outside)):
        with pytest.raises(NotAllowed):
            adopt_reward_plan(
                project, basis="income", gross=Decimal(1), rate=Decimal(50), shares=TEAM, by=actor
            )
