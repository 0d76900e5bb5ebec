"""What an applicant agrees to about personal data: the text, in both languages, and the version that names it.

Chinese law (Personal Information Protection Law, articles 14 to 17 and 44 to 47) asks for the purpose, the kinds of
data, who sees them, how long they are kept, and the rights of whom they are about. A changed text is a new edition
here; the old ones stay, so that anyone can read what was agreed to.
"""

from django.conf import settings

from ronghe.members.models.units import in_language

EDITION = "2026-11"
EDITIONS = {  # (Chinese title, English title, Chinese, English) of each point
    "2026-11": (
        (
            *("由谁处理", "Who handles them"),
            "本共同体秘书处。",
            "The secretariat of this community.",
        ),
        (
            *("处理目的", "What for"),
            "办理本入会申请：核对材料、与您联系、提交理事会审议；接纳后，邀请联系人担任本单位管理员。",
            "To handle this application: to check the papers, to reach you and to bring it before the council; once "
            "the unit is admitted, to invite the contact person as its administrator.",
        ),
        (
            *("个人信息种类", "Which data"),
            "联系人的姓名、电话和电子邮箱，以及所交材料中载有的个人信息。",
            "Name, telephone and e-mail address of the contact person, and what personal data the papers hold.",
        ),
        (
            *("谁能看到", "Who sees them"),
            "联系方式由秘书处查看；单位情况和材料还由对入会议案有表决权的单位查阅。"
            "接纳后，联系人姓名和电子邮箱向各成员单位的人员显示。",
            "The secretariat sees the contact data. Units that vote on the admission also read what the unit says of "
            "itself and its papers. Once it is admitted, name and e-mail address of the contact person are shown to "
            "people of member units.",
        ),
        (
            *("保存期限", "How long"),
            "未获接纳或撤回的申请，其联系方式、材料和审核意见在{days}天后删除；获接纳的，随成员档案保存。",
            "Where the application is rejected or withdrawn, contact data, papers and remarks are erased after {days} "
            "days. Where the unit is admitted, they are kept with the file of its membership.",
        ),
        (
            *("您的权利", "Your rights"),
            "您可以向秘书处查阅、复制、更正或者删除个人信息；在申请页面撤回申请，即撤回同意。不同意则无法受理申请。",
            "You may ask the secretariat for access, a copy, correction or erasure. You withdraw your consent by "
            "withdrawing the application on its own page. Without consent the application cannot be handled.",
        ),
    ),
}


def version():
    """The version of the text that is shown now: its edition and the days that stand in it, as `2026-11/180`."""
    return f"{EDITION}/{settings.APPLICATION_RETENTION}"


def text_of(given):
    """The text of the version `given` in the reader's language: (title, words) of each point."""
    edition, days = given.split("/")
    return [
        (in_language(title_zh, title_en), in_language(zh, en).format(days=days))
        for title_zh, title_en, zh, en in EDITIONS[edition]
    ]
