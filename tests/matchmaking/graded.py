"""A small market with graded matches: needs of different subjects, owned by firms in turn, each graded by an expert."""

from collections.abc import Sequence

from enterprises.actors import actor_for_user
from enterprises.models import Organization, User
from matchmaking.domain.grade import grade_match
from matchmaking.models import Match
from projects.models import Listing
from tests.factories import make_administrator, make_listing, make_match, make_organization

SUBJECTS = (
    "铝电解槽阳极效应预报", "煤矿井水高盐零排放", "马铃薯晚疫病防治", "风电叶片裂纹检测", "钕铁硼磁体晶界扩散",
    "中药饮片重金属检测", "牦牛乳制品保鲜", "石化换热器结垢清洗", "玻璃纤维拉丝张力控制", "镍钴冶炼渣综合回收",
    "光伏组件沙尘清扫", "苹果采后贮藏冷链", "水泥窑炉脱硝催化", "数控机床主轴热变形", "油气管道腐蚀监测",
    "黄土边坡滑坡预警", "羊绒纤维分梳损伤", "聚酰亚胺薄膜成型", "锂电池正极材料烧结", "桥梁缆索断丝识别",
    "兽用疫苗佐剂稳定性", "沙棘果油低温萃取", "高炉炉衬侵蚀测厚", "轨道车辆轴承故障诊断", "文物壁画盐害修复",
    "稀土萃取萃余酸回用", "戈壁温室番茄补光",
)  # fmt: skip


def firms(count: int) -> list[Organization]:
    return [make_organization(f"评级测试企业{number}") for number in range(count)]


def graded_needs(
    levels: Sequence[Sequence[int]],
    *,
    owners: Sequence[Organization],
    expert: User | None = None,
    industries: Sequence[str] = ("3216",),
    cosines: Sequence[float] = (),
) -> list[Listing]:
    """One need per entry of `levels`, with as many matches, best first, each graded so. Offers serve all needs."""
    by = actor_for_user(expert or make_administrator("评级专家"))
    lab = make_organization("评级测试实验室", kind="lab")
    offers = [
        make_listing("achievement", owner=lab, title=f"{subject}技术成果", summary=f"用于{subject}的装置。")
        for subject in SUBJECTS[: max(map(len, levels))]
    ]
    needs = []
    for number, given in enumerate(levels):
        subject = SUBJECTS[number]
        need = make_listing(
            "need",
            owner=owners[number % len(owners)],
            title=f"解决{subject}难题",
            summary=f"希望解决{subject}的问题。",
            industries=list(industries),
        )
        needs.append(need)
        for place, (offer, level) in enumerate(zip(offers, given, strict=False)):
            match = make_match(wanted=need, offered=offer, score=0.9 - place / 20)
            if cosines:
                match.parts[0]["detail"]["cosine"] = cosines[place]
                Match.objects.filter(pk=match.pk).update(parts=match.parts)
            grade_match(match, level, by=by)
    return needs
