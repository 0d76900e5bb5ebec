"""What an ad says beside what it asks for or offers: pay, benefits, place and hours, contacts, the company, headings.

A list of cue words, and no more: a clause without any of them is taken to ask for or to offer something. So prose of a
kind that the list does not know lowers the share of what is explained, and never raises it.
"""

import re

from ronghe.engine.text import fold

__all__ = ["ASIDES", "STOP_CHARACTERS", "STOP_WORDS", "aside", "has_words"]

STOP_CHARACTERS = frozenset(
    "的了和与及或在是有为等以将把被也都就还且其该这那我你他您们各每很更最着过吗呢吧之于由从让向并"
)
STOP_WORDS = frozenset(
    "a about above across after all also an and any are as at be been being both but by can could do does each either"
    " etc for from had has have having he her his how i if in into is it its it's just like may might more most must"
    " my no nor not of off on one or other our out over own per she should so some such than that the their them then"
    " there these they this those through to too under until up upon us very was we were what when where which while"
    " who whom whose will with within without would yes you your you'll we'll we're you're i.e e.g".split()
)
HAN = re.compile(r"[\u4e00-\u9fff]")
WORD = re.compile(r"[a-z][a-z0-9+#'.-]*")

HEADING = re.compile(
    r"[\s\d.、()•·*#–—-]*[^:。;]{1,28}(?::|——|--)\s*"
    r"|\s*[【\[][^】\]]{1,20}[】\]]\s*"
    r"|\W*(?:(?:岗位|职位|工作|主要|任职|招聘|应聘|基本|其他|专业|能力|技能|经验)*"
    r"(?:职责|描述|内容|任务|要求|条件|资格|说明|介绍|信息|需求|做什么|你要会|加分项?)"
    r"|(?:key |main |your |the |job |preferred |minimum |basic |general )*(?:responsibilit(?:y|ies)|requirements?"
    r"|qualifications?|duties|tasks|role|profile|description|skills|experience|benefits|about (?:us|you|the (?:role|job"
    r"|team|company)))|what (?:you'?ll|you will|we) (?:do|need|offer|bring|expect)|who (?:you|we) are|nice to have)\W*"
)
ANYWHERE = {
    "contact": re.compile(
        r"电话|手机号|微信号|邮箱|投递|简历|联系(?:人|方式|我们)|应聘方式|扫码|官网|网址|\bqq\b"
        r"|\S@\S|https?://|\bwww\.|\+\d[\d -]{7,}\d|\b1\d{10}\b|\b0\d{2,3}-\d{7,8}\b"
        r"|\bapply (?:now|here|today|online|by|via|for|at)\b|\bhow to apply\b"
        r"|\bapplications? (?:deadline|by|should|will|are|must|form)"
        r"|\b(?:your|a) (?:cv|resume)\b"
        r"|\bcover letter|\bcontact (?:us|me|person)|\be-?mail (?:us|to)"
        r"|\bplease (?:send|contact|visit|call|write|note)"
        r"|\bjob interviews?\b|\brecruit(?:ment|ing) (?:process|agenc)"
    ),
    "pay": re.compile(
        r"[月年日时底起]薪|薪(?:资|酬|水|金)|工资|年终奖|提成|奖金|待遇|报酬|补贴|津贴|面议"
        r"|\d\s*(?:元|k\b(?!\+? people)|万[/元])"
        r"|\bsalar(?:y|ies)\b|\bcompensation\b|\bremunerat|\bper (?:hour|annum|month)\b|[$€£]\s?\d"
        r"|\bpay (?:range|rate|grade)"
        r"|\b(?:annual|performance) bonus|\bbonus (?:scheme|every|each|plan)"
    ),
    "benefits": re.compile(
        r"[五六]险|社保|公积金|医保|双休|年假|带薪|体检|团建|下午茶|食宿|包[吃住]|宿舍|班车|[餐房]补|福利|弹性(?:工作|上班)|加班"
        r"|股权|期权|晋升|调休|节假日"
        r"|\bbenefits (?:package|include|such)|\b(?:health|dental|life|medical) insurance|\bpension\b|\b401\(?k"
        r"|\bpaid (?:time|leave|holiday|vacation)|\bdays? (?:of )?(?:holiday|vacation|leave)|\bstock options?\b"
        r"|\bflexible (?:hours|work)|\bwork[ -]life\b|\bperks?\b|\bgym\b|\bfree (?:lunch|coffee|snack|drink|parking)"
        r"|\b(?:parental|maternity|sick) leave|\bwe (?:also )?offer you\b"
        r"|\bcareer (?:growth|progression|path|opportunit)"
        r"|\bvisa\b|\brelocation\b"
    ),
    "place": re.compile(
        r"地址|(?:工作|办公|上班)(?:地点|时间|制)|坐落|位于|地铁|\d号楼|上班|到岗|坐班|远程(?:岗|办公|工作(?!站))|出差|倒班|轮班|全职|兼职"
        r"|\boffices? (?:is|are|in|locat)|\blocated\b|\blocations?:"
        r"|\b(?:hybrid|remote) (?:work|role|position|job)|\b(?:full|part)[ -]time\b"
        r"|\bstart(?:ing)? date\b|\bhours (?:a|per) (?:week|day)|\bworking hours\b|\bworking from home\b"
        r"|\b(?:permanent|fixed[ -]term|temporary) (?:contract|position|role|job)"
        r"|\bwilling(?:ness)? to travel|\b(?:day|night|evening) shifts?\b|\bmay be remote\b"
    ),
    "company": re.compile(
        r"(?:公司|我司|本[公校]司?)(?:成立|创立|总部|拥有|简介|是|目前|现有|规模)|我们(?:公司)?是|(?:成|创)立于|总部"
        r"|上市公司|融资|高新技术企业|致力于|秉承|愿景|使命|企业文化|发展历程|关于我们|领军"
        r"|\bwe(?:'?re| are) (?:an?|the|one of|proud|committed)\b"
        r"|\bour (?:company|mission|vision|values|culture|story|history|offices?)\b|\bheadquarter|\bequal[ -]opportunit"
        r"|\b(?:founded|established|listed) (?:in|on|by)\b"
        r"|\bdiscriminat|\bregardless of\b|\breligion\b|\bveterans?\b|\bdisabilit|\bworld'?s (?:largest|leading|best)"
        r"|\bleading (?:provider|company|supplier|global)"
        r"|\dk\+? people\b|\b\d[\d,.]*\+? (?:employees|countries|offices)\b"
        r"|\bjoin us\b"
    ),
}
FORMAL = re.compile(  # degree, years, age, head-count: does the rest of the clause ask for more?
    r"全日制|统招|大专|专科|高职|中专|高中|本科|硕士|博士|研究生|学士|学历|学位|文凭|毕业生?|应届|在校生?|实习生?|院校|名校|相关|对口"
    r"|专业|经[验历]|工作|从业|年龄|周?岁|性别|男女|[\d一二三四五六七八九十两半]+\s*[-~至到]?\s*\d*\s*(?:年|个月|名|人|岁|位)"
    r"|至少|其中|优先|均可|亦可|即可|不限|及?以[上下]|左右|条件|要求|需要?|需求|具备|具有|招聘?|急|满|起|或|类|者|不低于|不少于"
    r"|\b(?:bachelor|master)(?:'?s)?\b|\bph\.?d\b|\b(?:doctorate|diploma|degrees?|graduates?|undergraduate|university"
    r"|college|education(?:al)?|minimum|least|years?|months?|experienced?|work(?:ing)?|equivalent|related|relevant"
    r"|fields?|similar|discipline|subject|background|prior|previous|proven|required|preferred|plus|position|role)\b|\d+\+?"
)
ASIDES = ("heading", *ANYWHERE, "formal")


def has_words(clause: str) -> bool:
    """True if a clause says anything: two Chinese characters, or a Latin word that carries meaning."""
    folded = fold(clause)
    return len(HAN.findall(folded)) > 1 or _says(folded)


def aside(clause: str) -> str | None:
    """Which of ASIDES a clause is, or None where it may ask for or offer something.

    Most cues set their clause aside wherever they stand; a formal requirement does when nothing else is left of it:
    "3年以上经验" asks for no skill, "3年以上跟单经验" may.
    """
    folded = fold(clause)
    if HEADING.fullmatch(folded):
        return "heading"
    found = next((kind for kind, cue in ANYWHERE.items() if cue.search(folded)), None)
    return found or ("formal" if _is_formal(folded) else None)


def _is_formal(folded: str) -> bool:
    rest = FORMAL.sub(" ", folded)
    return rest != folded and not _says(rest) and sum(h not in STOP_CHARACTERS for h in HAN.findall(rest)) < 2


def _says(folded: str) -> bool:
    return any(len(word) > 1 and word not in STOP_WORDS for word in WORD.findall(folded))
