"""What a student agrees to before taking part: the text in both languages, and the edition that names it.

A changed text is a new edition at the end; the old ones stay, so that anyone can read what was agreed to. Consent to an
older edition counts no more (个人信息保护法, articles 14 to 16; 教职成〔2021〕4号).
"""

from ronghe.members.models import in_language

EDITIONS = {  # edition: (Chinese, English)
    "2026-12": (
        "我自愿参加本次实习岗位分配。为此，平台处理我的姓名、学校、专业、入学与出生日期、技能与作品、志愿顺序和"
        "实习过程记录。"
        "抽签和分配以化名公开，任何人可以复算；平台不向企业和学校显示我的志愿顺序，但知道我化名的人（例如只有一个"
        "岗位的接收单位）可以从公开数据中看到。获得岗位后，接收单位和学校可见我的姓名、专业、"
        "技能与作品。不收集位置信息。分配开始冻结之前可以随时撤回，撤回后立即退出分配；之后撤回的，实习按协议处理。"
        "对分配结果可以要求人工复核。",
        "I take part of my own will. For this, the site handles my name, school, programme, dates of enrolment and "
        "birth, skills and works, the order of my choices, and the record of the internship. Draw and allocation are "
        "published under pseudonyms, so that anyone can compute them again. The site shows the order of my choices "
        "neither to enterprises nor to my school; but whoever learns which pseudonym is mine, such as a unit whose "
        "only seat I have, can read it in what is published. Once I have a seat, the unit that takes me and my school "
        "see my name, programme, skills and works. No location is collected. I can withdraw at any time until the pool "
        "is frozen and am then out of the allocation; after that the agreement says what happens. I may ask a person "
        "to review the result.",
    ),
}


def version():
    """The edition that is shown now."""
    return list(EDITIONS)[-1]


def text_of(edition):
    """The text of this edition in the reader's language."""
    return in_language(*EDITIONS[edition])
