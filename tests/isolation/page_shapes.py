"""Requests of the pages. Keys are URL names; a page without a line here is asked without a body."""

from tests.factories import PASSWORD
from tests.isolation import evaluation_acts, place_acts, profile_acts, project_acts, road_acts, team_acts
from tests.isolation.shapes import NAMED, Shape, own
from tests.isolation.signed import Paper

ROWS = {"targets-TOTAL_FORMS": "0", "targets-INITIAL_FORMS": "0"}
CARD = {
    "title": "新写的标题，足够说明问题",
    "summary": "新写的摘要。",
    "disclosure": "public",
    "region": "620100",
    **ROWS,
}
CONTACT = {"name": "新联系人", "phone": "0931-1234567", "email": "", "position": ""}
PROFILE = {
    "kind": "enterprise",
    "name": "矩阵里新登记的公司",
    "credit_code": "",
    "region": "620100",
    "introduction": "做铝的。",
}
REVIEWED = (
    "need[draft]",
    "need[submitted]",
    "need[sent_back]",
    "need[public]",
    "need[members]",
    "need[interest]",
)
LISTING_ROWS = (*REVIEWED, "need[closed]")
MATCH_ROWS = ("match[recommended]", "match[approved]", "match[stale]")
MEETING: dict[str, object] = {
    "held_on": "2026-11-02",
    "place": "电解二车间",
    "people": "双方",
    "minutes": "看了槽控机。",
    "next_step": "分析曲线",
    "next_deadline": "2099-01-01",
}
FRESH = "another-horse-battery"
SECRET = "not-used-here"
READ = ("GET", "HEAD")
POST = ("POST",)

# What is read with each id: addresses that begin so, the longest that fits counts.
ROWS_BEHIND: dict[str, tuple[str, ...]] = {
    "listings/": LISTING_ROWS,
    "listings/<pk>/act/": ("need[public]",),
    **place_acts.ROWS_BEHIND,
    **team_acts.ROWS_BEHIND,
    **evaluation_acts.ROWS_BEHIND,
    **road_acts.ROWS_BEHIND,
    "listings/<pk>/secret/": ("need[draft]", "need[public]"),
    "listings/<pk>/near-misses/": ("need[draft]", "need[public]", "need[interest]"),
    "matches/": MATCH_ROWS,
    "dockings/": ("docking",),
    "transfer-projects/": ("project",),
    "invitations/": ("invitation[queued]", "invitation[delivered]", "invitation[accepted]"),
    "organizations/": ("organization",),
    "review/organizations/": ("organization",),
    "contacts/": ("contact",),
    **profile_acts.PAGE_ROWS,
    "accounts/ties/": ("tie",),
}


def verb(name: str, row: str, **body: str) -> Shape:
    return Shape(row, {"verb": name, **body}, say=name, methods=POST)


def _post(row: str = "", *, say: str = "", **body: object) -> Shape:
    return Shape(row, body, say=say, methods=POST)


SHAPES: dict[str, list[Shape]] = {
    "account_login": [_post(login="lab_owner@example.org", password=PASSWORD)],
    "account_logout": [_post()],
    "account_signup": [_post(email="newcomer@example.org", name="新人", password1=FRESH, password2=FRESH)],
    "account_reauthenticate": [_post(password=PASSWORD)],
    "account_change_password": [_post(oldpassword=PASSWORD, password1=FRESH, password2=FRESH)],
    "account_reset_password": [_post(email="lab_owner@example.org")],
    "account_email": [_post(email="second@example.org", action_add="1")],
    "oauth-token": [
        _post(grant_type="client_credentials", client_id="client-E", client_secret=SECRET, scope="read")
    ],
    "set_language": [_post(language="en", next="/")],
    "projects:start": [_post(text="电解槽电压波动大")],
    "projects:mine": [
        Shape(query={"organization": NAMED}, names="organization", methods=READ, say="?organization")
    ],
    "projects:act": [
        verb("submit", "need[draft]"),
        verb("publish", "need[draft]"),
        verb("publish", "need[submitted]"),
        verb("send_back", "need[submitted]", note="请补充"),
        verb("send_back", "need[public]", note="请补充"),
        verb("withdraw", "need[submitted]"),
        verb("close", "need[sent_back]"),
        verb("close", "need[public]"),
        verb("no-such-verb", "need[public]"),
    ],
    "projects:edit": [
        *(Shape(row, CARD, methods=POST) for row in ("need[draft]", "need[public]", "need[submitted]")),
        Shape("need[draft]", {**CARD, "contact": NAMED}, names="contact", say="contact", methods=POST),
    ],
    "projects:new": [
        Shape(query={"owner": NAMED}, names="organization", methods=READ, say="?owner"),
        Shape(body=CARD, query={"owner": NAMED}, names="organization", methods=POST, say="?owner"),
        Shape(
            body={**CARD, "contact": NAMED},
            query={"owner": own("organization")},
            names="contact",
            methods=POST,
            say="contact",
        ),
    ],
    "projects:card-preview": [
        Shape(body={**CARD, "owner": NAMED}, names="organization", methods=POST, say="owner"),
        Shape(
            body={**CARD, "owner": own("organization"), "contact": NAMED},
            names="contact",
            methods=POST,
            say="contact",
        ),
    ],
    **place_acts.SHAPES,
    **team_acts.SHAPES,
    **evaluation_acts.SHAPES,
    **road_acts.SHAPES,
    "enterprises:profile": [_post(name="新名字", phone="")],
    "enterprises:register": [
        _post(**PROFILE),
        Shape(body={**PROFILE, "parent": NAMED}, names="organization", methods=POST, say="parent"),
    ],
    "enterprises:act": [
        Shape("organization", {"verb": "submit"}, given="unverified", say="submit", methods=POST),
        Shape("organization", {"verb": "verify"}, given="submitted", say="verify", methods=POST),
        Shape(
            "organization", {"verb": "refuse", "note": "不清"}, given="submitted", say="refuse", methods=POST
        ),
        Shape("organization", {"verb": "suspend", "note": "吊销"}, say="suspend", methods=POST),
    ],
    "enterprises:edit": [
        Shape("organization", {"introduction": "改过的简介", "region": "620100"}, methods=POST),
        Shape(
            "organization",
            {"introduction": "改过的简介", "region": "620100", "parent": NAMED},
            names="organization",
            methods=POST,
            say="parent",
        ),
    ],
    "enterprises:contact-new": [Shape("organization", CONTACT, methods=POST)],
    "enterprises:contact-edit": [Shape("contact", CONTACT, methods=POST)],
    "enterprises:contact-remove": [_post("contact")],
    "matchmaking:preview": [_post(text="电解槽电压波动，希望降低直流电耗")],
    "matchmaking:interest": [_post("match[recommended]"), _post("match[answered]")],
    "matchmaking:decline": [_post("match[recommended]", reasons=["1"])],
    "matchmaking:reconsider": [_post("match[declined]")],
    "matchmaking:approve": [
        _post("match[mutual]", note="同意"),
        Shape("match[mutual]", {"manager": NAMED}, names="manager", methods=POST, say="manager"),
    ],
    "matchmaking:reject": [_post("match[mutual]", reasons=["1"], note="指标不清")],
    "matchmaking:send-back": [_post("match[mutual]", reasons=["1"], note="指标不清", deadline="2099-01-01")],
    "matchmaking:resubmit": [_post("match[sent_back]", note="补了指标")],
    "matchmaking:reopen": [_post("match[rejected]", note="再看一次")],
    "matchmaking:grade": [_post("match[recommended]", level="3", note="工艺相同")],
    "matchmaking:override": [_post("match[mutual]", note="只有我懂这个工艺")],
    "matchmaking:override-answer": [_post("match[asked]", answer="grant", note="同意")],
    "matchmaking:secret-run": [_post("need[public]")],
    "matchmaking:secret-invite": [_post("need[public]")],
    "matchmaking:invitation-answer": [
        _post("invitation[queued]", answer="accept", say="accept"),
        _post("invitation[delivered]", answer="accept", say="accept"),
        _post("invitation[delivered]", answer="decline", say="decline"),
        _post("invitation[queued]", answer="withdraw", say="withdraw"),
        _post("invitation[accepted]", answer="enter", say="enter"),
        _post("invitation[delivered]", answer="no-such-answer", say="no-such-answer"),
    ],
    "projects:read-secret": [
        Shape(row, {"reason": "核对指标"}, opens="secret", methods=POST)
        for row in ("need[draft]", "need[submitted]", "need[public]")
    ],
    "enterprises:ties": [_post(organization="外省测试科技厅", kind="shares")],
    "enterprises:tie-withdraw": [_post("tie")],
    **profile_acts.PAGES,
    "matchmaking:queue": [
        Shape(query={"tab": tab}, methods=READ, say=f"?tab={tab}")
        for tab in ("matches", "chase", "listings", "organizations")
    ],
    "matchmaking:approve-many": [
        Shape(body={"match": [NAMED]}, names="match[mutual]", methods=POST, say="asks"),
        Shape(
            body={"match": [own("match[recommended]"), NAMED], "confirmed": "yes", "note": "同意"},
            names="match[mutual]",
            methods=POST,
            say="bulk",
        ),
        Shape(
            body={"match": [own("match[mutual]")], "confirmed": "yes", "manager": NAMED},
            names="manager",
            methods=POST,
            say="manager",
        ),
    ],
    "matchmaking:decide-organization": [
        Shape("organization", {"verb": "verify"}, given="submitted", say="verify", methods=POST),
        Shape(
            "organization", {"verb": "refuse", "note": "不清"}, given="submitted", say="refuse", methods=POST
        ),
    ],
    "matchmaking:notices-read": [_post()],
    "matchmaking:notices-mail": [_post(wanted="no")],
    "matchmaking:dockings": [
        Shape(query={"show": "all", "mine": mine}, methods=READ, say=f"?show=all&mine={mine}")
        for mine in ("", "1")
    ],
    "matchmaking:advance": [
        Shape("docking", {"new": "visit", "note": "已看", "next_deadline": "2099-01-01"}, methods=POST)
    ],
    "matchmaking:secrecy": [_post("docking")],
    "matchmaking:diligence-tick": [_post("docking", item="duty_decision", applies="yes")],
    "matchmaking:diligence-keep": [_post("docking")],
    "matchmaking:docking-files": [Shape("docking", {"kind": "technical", "file": Paper()}, methods=POST)],
    "matchmaking:docking-file": [
        Shape("docking", also={"document": own("docking_document")}, methods=READ),
        Shape(
            "docking",
            also={"document": NAMED},
            names="docking_document",
            say="<document>",
            methods=READ,
        ),
    ],
    "matchmaking:message": [_post("docking", text="样品已寄出。")],
    "matchmaking:meeting": [
        Shape("docking", {**MEETING, "next_owner": own("organization")}, methods=POST),
        Shape(
            "docking", {**MEETING, "next_owner": NAMED}, names="organization", say="next_owner", methods=POST
        ),
    ],
    "matchmaking:assign": [
        Shape("docking", {"manager": NAMED}, names="manager", methods=POST, say="manager"),
        Shape("docking", {"manager": own("manager")}, methods=POST),
    ],
    "matchmaking:docking": [Shape("docking[signed]", methods=READ)],
    "projects:projects": [
        Shape(query={"show": show}, methods=READ, say=f"?show={show}") for show in ("due", "ended", "all")
    ],
    **{
        name: [Shape(query={"year": year}, methods=READ, say=f"?year={year}") for year in ("2026", "1999")]
        for name in ("matchmaking:figures", "matchmaking:figures-workbook")
    },
    "projects:project-document": [
        Shape("project", also={"document": own("document")}, methods=READ),
        Shape("project", also={"document": NAMED}, names="document", say="<document>", methods=READ),
    ],
    "projects:project-act": project_acts.SHAPES,
}
