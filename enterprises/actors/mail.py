"""Mail domains: which part of an address names an organization, and which addresses name none."""

# Anybody gets an address here, so sharing the domain says nothing.
PUBLIC_MAIL = frozenset(
    {
        "126.com",
        "139.com",
        "163.com",
        "189.cn",
        "21cn.com",
        "aliyun.com",
        "foxmail.com",
        "gmail.com",
        "hotmail.com",
        "icloud.com",
        "live.cn",
        "live.com",
        "me.com",
        "msn.com",
        "outlook.com",
        "proton.me",
        "protonmail.com",
        "qq.com",
        "sina.cn",
        "sina.com",
        "sina.com.cn",
        "sohu.com",
        "tom.com",
        "vip.163.com",
        "vip.qq.com",
        "vip.sina.com",
        "wo.cn",
        "yahoo.com",
        "yeah.net",
        "ymail.com",
        # reserved for examples (RFC 2606): nobody's organization
        "example.com",
        "example.net",
        "example.org",
    }
)
# Second-level labels under which a country registers names: lzu.edu.cn is one organization's, edu.cn is not.
_SHARED_LABELS = frozenset({"ac", "co", "com", "edu", "gov", "mil", "net", "org"})
_COUNTRY = 2  # letters of a country's top-level domain
_PROVINCE = 2  # letters of a province's label under .cn: gs.cn, bj.cn


def mail_domain(email: str | None) -> str:
    """The registered domain an address belongs to, empty where it names no organization.

    chem.lzu.edu.cn and lzu.edu.cn are one university's; a public provider's domain is nobody's.
    """
    host = (email or "").rpartition("@")[2].strip().strip(".").lower()
    labels = host.split(".")
    if len(labels) < 2 or host in PUBLIC_MAIL:
        return ""
    country = len(labels[-1]) == _COUNTRY
    shared = labels[-2] in _SHARED_LABELS or (labels[-1] == "cn" and len(labels[-2]) == _PROVINCE)
    kept = 3 if country and shared else 2
    domain = ".".join(labels[-kept:])
    return "" if len(labels) < kept or domain in PUBLIC_MAIL else domain
