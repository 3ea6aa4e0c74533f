"""Settings blocks of the libraries we stand on: REST framework, OpenAPI, OAuth 2, accounts."""

from typing import Any

import environ
from django.utils.translation import gettext_lazy as _

env = environ.Env()

REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["config.api.parsers.StrictJSONParser"],
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "config.api.authentication.BearerAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["config.api.permissions.ActorPermission"],
    "DEFAULT_PAGINATION_CLASS": "config.api.pagination.Pages",
    "DEFAULT_SCHEMA_CLASS": "config.api.schema.Schema",
    "DEFAULT_THROTTLE_CLASSES": ["config.api.throttles.ActorThrottle"],
    "DEFAULT_THROTTLE_RATES": {
        "actor": env.str("DUIJIE_API_RATE", "600/min"),
        "preview": env.str("DUIJIE_PREVIEW_RATE", "60/min"),
        "token": "30/min",
    },
    "DEFAULT_METADATA_CLASS": None,  # OPTIONS would list writable fields; the published schema does
    "URL_FORMAT_OVERRIDE": None,  # `?format=` is an unknown parameter like any other
    "NUM_PROXIES": 1
    if env.bool("DUIJIE_BEHIND_PROXY", False)
    else 0,  # or an address is whatever its owner says
    "EXCEPTION_HANDLER": "config.api.errors.problem_json",
    "COERCE_DECIMAL_TO_STRING": True,
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}

SPECTACULAR_SETTINGS: dict[str, Any] = {
    "TITLE": "对接 Duijie API",
    "DESCRIPTION": _("科技成果供需对接平台的开放接口：发布需求与成果、读取匹配与理由、表达意向、推进对接。"),
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": r"/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    "OAUTH2_FLOWS": ["clientCredentials"],
    "OAUTH2_TOKEN_URL": "/oauth/token/",
    "OAUTH2_SCOPES": {"read": _("读取供需、匹配与对接"), "write": _("发布供需、表达意向、推进对接")},
    "TAGS": [
        {"name": "me", "description": _("我是谁：检查凭据、可代表的主体与权限范围")},
        {"name": "needs", "description": _("技术需求")},
        {"name": "achievements", "description": _("科技成果")},
        {"name": "pilot-bases", "description": _("中试基地")},
        {"name": "scenarios", "description": _("应用场景")},
        {"name": "capabilities", "description": _("实验室能力：没有现成成果时能做什么")},
        {"name": "slots", "description": _("中试档期：可预约的中试能力")},
        {"name": "bookings", "description": _("中试预约：申请、确认与中试报告")},
        {"name": "applications", "description": _("场景申请")},
        {"name": "allocations", "description": _("名额分配：公开的输入、结果与说明")},
        {"name": "matches", "description": _("匹配：理由、意向、审核")},
        {"name": "match-preview", "description": _("试匹配：用一段话先看看有什么")},
        {"name": "dockings", "description": _("对接：联系方式与推进")},
        {"name": "road-steps", "description": _("转化路线的步骤：由谁、何时、多少费用")},
        {"name": "first-sets", "description": _("首台套目录：首台套、首批次、首版次")},
        {"name": "finance-products", "description": _("金融产品：贷款、保险与投资")},
        {"name": "notices", "description": _("通知：期限与催办")},
        {"name": "transfer-projects", "description": _("转化项目：合同、到账、证明材料与分配")},
        {"name": "figures", "description": _("统计报表：政府要的年度数字")},
        {"name": "organizations", "description": _("主体：企业、高校、实验室等")},
        {"name": "labels", "description": _("称号：登记、核对与有效期")},
        {"name": "researchers", "description": _("平台资料：科研人员")},
        {"name": "equipment", "description": _("平台资料：仪器设备")},
        {"name": "publications", "description": _("平台资料：论文")},
        {"name": "patents", "description": _("平台资料：专利")},
        {"name": "terms", "description": _("词表：各字段可用的代码")},
    ],
    "SWAGGER_UI_SETTINGS": {"deepLinking": True, "docExpansion": "none", "displayRequestDuration": True},
    "ENUM_NAME_OVERRIDES": {
        "ListingState": "projects.states.ListingState",
        "SlotState": "projects.states.SlotState",
        "BookingState": "projects.states.BookingState",
        "ApplicationState": "projects.states.ApplicationState",
        "AllocationState": "projects.states.AllocationState",
        "ListingKind": "projects.choices.ListingKind",
        "Disclosure": "projects.choices.Disclosure",
        "OrganizationState": "enterprises.states.OrganizationState",
        "OrganizationKind": "enterprises.choices.OrganizationKind",
        "OrganizationSize": "enterprises.choices.OrganizationSize",
        "Role": "enterprises.choices.Role",
        "LabelState": "enterprises.states.LabelState",
        "MatchState": "matchmaking.states.MatchState",
        "FileKind": "matchmaking.choices.FileKind",
        "DockingState": "matchmaking.states.DockingState",
        "Relation": "matchmaking.choices.Relation",
        "Side": "matchmaking.choices.Side",
        "VerdictKind": "matchmaking.choices.VerdictKind",
        "OverrideStep": "matchmaking.choices.OverrideStep",
        "NoticeKind": "matchmaking.choices.NoticeKind",
        "RoadState": "matchmaking.states.RoadState",
        "RoadEdit": "matchmaking.choices.RoadEdit",
        "StepKind": "matchmaking.choices.StepKind",
        "StepState": "matchmaking.states.StepState",
        "InvitationState": "matchmaking.states.InvitationState",
        "TieKind": "enterprises.choices.TieKind",
        "ProjectStage": "projects.states.ProjectStage",
        "ProjectSide": "projects.choices.ProjectSide",
        "Place": "projects.choices.Place",
        "EvidenceKind": "projects.choices.EvidenceKind",
        "FundingKind": "projects.choices.FundingKind",
        "FundingTerms": "projects.choices.FundingTerms",
        "RewardBasis": "projects.choices.RewardBasis",
    },
}

OAUTH2_PROVIDER: dict[str, Any] = {
    "SCOPES": {"read": "读取供需、匹配与对接", "write": "发布供需、表达意向、推进对接"},
    "DEFAULT_SCOPES": ["read", "write"],
    "ACCESS_TOKEN_EXPIRE_SECONDS": 900,
    "CLIENT_SECRET_HASHER": "argon2",  # PBKDF2 costs 1.9 s a token on two busy cores, this 0.34 s
    "OAUTH2_SERVER_CLASS": "oauthlib.oauth2.BackendApplicationServer",  # client credentials and nothing else
    "OAUTH2_VALIDATOR_CLASS": "config.api.oauth.ClientValidator",
    "COMPLIANT_BCP_RFC9700_TOKEN_STORAGE": True,  # only the token's checksum is stored
}
OAUTH2_PROVIDER_APPLICATION_MODEL = "enterprises.PartnerApplication"

ACCOUNT_ADAPTER = "enterprises.accounts.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "enterprises.forms.accounts.SignInForm",
    "signup": "enterprises.forms.accounts.SignUpForm",
}
ACCOUNT_LOGIN_METHODS = {"email", "username"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = "phone"
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "optional"
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
