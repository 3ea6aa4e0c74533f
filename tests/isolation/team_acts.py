"""Requests of the pages and of the API of consortia, challenges and bids."""

from typing import Any

from tests.isolation.shapes import NAMED, Shape, own

READ, POST = ("GET", "HEAD"), ("POST",)
TOPICS = [{"title": "槽况诊断", "words": "阳极效应"}, {"title": "余热", "words": "换热"}]
TEAM = {"title": "接口里的联合体", "summary": "一起攻关。"}
CHALLENGE = {
    "title": "新写的题目",
    "problem": "写清指标。",
    "conditions": "",
    "reward": "500000.00",
    "deadline": "2099-01-01",
}
PLAN = "2"  # the number of the plan in consortium[forming]
ROWS_BEHIND: dict[str, tuple[str, ...]] = {
    "consortia/": ("consortium[forming]", "consortium[open]"),
    "consortium-members/": ("member[invited]", "member[accepted]"),
    "challenges/": ("challenge[draft]", "challenge[submitted]", "challenge[published]"),
    "bids/": ("bid[submitted]",),
}
NAMES = {
    "topic": "topic",
    "topics": "topic",
    "member": "member[accepted]",
    "consortium": "consortium[forming]",
    "challenge": "challenge[draft]",
    "winner": "bid[over]",
    "bid": "bid[over]",
}


def _rows(prefix: str, lines: list[dict[str, Any]]) -> dict[str, Any]:
    sent = {f"{prefix}-TOTAL_FORMS": str(len(lines)), f"{prefix}-INITIAL_FORMS": "0"}
    return sent | {
        f"{prefix}-{n}-{name}": value for n, line in enumerate(lines) for name, value in line.items()
    }


def verb(name: str, row: str, **body: str) -> Shape:
    return Shape(row, {"verb": name, **body}, say=name, methods=POST)


def _task(member: str, topic: str, share: str) -> dict[str, Any]:
    return {"member": member, "topic": topic, "title": "试验", "share": share}


def _plan(member: str, topic: str) -> list[dict[str, Any]]:
    return [_task(member, topic, "50"), _task(own("member[lead]"), own("topic[second]"), "50")]


SHAPES: dict[str, list[Shape]] = {
    "projects:consortium-new": [
        Shape(query={"need": NAMED}, names="team need", methods=READ, say="?need"),
        Shape(
            body={"need": NAMED, **TEAM, **_rows("topics", TOPICS)},
            names="team need",
            methods=POST,
            say="need",
        ),
    ],
    "projects:consortium-act": [
        verb("complete", "consortium[agreed]"),
        verb("dissolve", "consortium[forming]", note="不做了"),
        verb("no-such-verb", "consortium[forming]"),
    ],
    "projects:consortium-plan": [
        Shape(
            "consortium[forming]",
            _rows("tasks", _plan(own("member[accepted]"), own("topic"))),
            methods=POST,
        ),
        Shape(
            "consortium[forming]",
            _rows("tasks", _plan(NAMED, own("topic"))),
            names="member[accepted]",
            say="member",
            methods=POST,
        ),
    ],
    "projects:consortium-invite": [
        Shape("consortium[open]", {"achievement": own("card"), "topic": [own("topic[open]")]}, methods=POST),
        Shape(
            "consortium[open]",
            {"achievement": NAMED, "topic": [own("topic[open]")]},
            names="achievement[closed]",
            say="achievement",
            methods=POST,
        ),
        Shape(
            "consortium[open]",
            {"achievement": own("card"), "topic": [NAMED]},
            names="topic[open]",
            say="topic",
            methods=POST,
        ),
    ],
    "projects:member-act": [
        verb("accept", "member[invited]"),
        verb("decline", "member[invited]", note="没有人手"),
        verb("withdraw", "member[invited]"),
        verb("leave", "member[accepted]", note="并校"),
        verb("no-such-verb", "member[invited]"),
    ],
    "projects:member-confirm": [Shape("member[accepted]", {"plan": PLAN}, methods=POST)],
    "projects:challenge-new": [
        Shape(query={"owner": NAMED}, names="organization", methods=READ, say="?owner"),
        Shape(body=CHALLENGE, query={"owner": NAMED}, names="organization", methods=POST, say="?owner"),
    ],
    "projects:challenge-edit": [
        Shape(row, CHALLENGE, methods=POST) for row in ("challenge[draft]", "challenge[published]")
    ],
    "projects:challenge-act": [
        verb("submit", "challenge[draft]"),
        verb("publish", "challenge[draft]"),
        verb("publish", "challenge[submitted]"),
        verb("send_back", "challenge[submitted]", note="写清指标"),
        verb("cancel", "challenge[published]", note="不做了"),
        verb("no-such-verb", "challenge[published]"),
    ],
    "projects:challenge-decide": [
        Shape("challenge[over]", {"winner": own("bid[over]"), "note": ""}, methods=POST),
        Shape("challenge[over]", {"winner": NAMED}, names="bid[over]", say="winner", methods=POST),
    ],
    "projects:bid-new": [
        Shape(
            "challenge[published]",
            {"achievement": NAMED, "plan": "试验"},
            names="entry",
            methods=POST,
            say="achievement",
        ),
        Shape("challenge[over]", {"achievement": own("entry"), "plan": "试验"}, methods=POST),
    ],
    "projects:bid-act": [verb("withdraw", "bid[submitted]"), verb("no-such-verb", "bid[submitted]")],
}


def _post(row: str = "", **body: object) -> Shape:
    return Shape(row, body, methods=POST)


OVER_THE_API: dict[str, list[Shape]] = {
    "api:consortium-list": [_post(need=own("team need"), **TEAM, topics=TOPICS)],
    "api:consortium-invite": [
        _post("consortium[open]", achievement=own("card"), topics=[own("topic[open]")])
    ],
    "api:consortium-plan": [_post("consortium[forming]", tasks=_plan(own("member[accepted]"), own("topic")))],
    "api:consortium-complete": [_post("consortium[agreed]")],
    "api:consortium-dissolve": [_post("consortium[forming]", note="不做了")],
    "api:consortium-member-accept": [_post("member[invited]")],
    "api:consortium-member-decline": [_post("member[invited]", note="没有人手")],
    "api:consortium-member-withdraw": [_post("member[invited]")],
    "api:consortium-member-leave": [_post("member[accepted]", note="并校")],
    "api:consortium-member-confirm": [_post("member[accepted]", plan=int(PLAN))],
    "api:challenge-list": [_post(owner=own("organization"), **CHALLENGE)],
    "api:challenge-detail": [
        Shape(row, {"title": "改过的题目"}, methods=("PATCH",))
        for row in ("challenge[draft]", "challenge[published]")
    ],
    "api:challenge-submit": [_post("challenge[draft]")],
    "api:challenge-publish": [_post("challenge[draft]"), _post("challenge[submitted]")],
    "api:challenge-send-back": [_post("challenge[submitted]", note="写清指标")],
    "api:challenge-cancel": [_post("challenge[published]", note="不做了")],
    "api:challenge-decide": [_post("challenge[over]", winner=own("bid[over]"))],
    "api:bid-list": [_post(challenge=own("challenge[published]"), achievement=own("entry"), plan="试验")],
    "api:bid-withdraw": [_post("bid[submitted]")],
}
