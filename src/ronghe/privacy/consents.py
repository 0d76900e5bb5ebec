"""What people agree to beside what is needed: each text in both languages, and the edition that names it.

A changed text is a new edition at the end; the old ones stay, so that anyone can read what was agreed to. Consent to an
older edition counts no more: the person is asked again (Personal Information Protection Law, articles 14 to 16).
"""

from ronghe.members.models import in_language
from ronghe.privacy.states import Optional

EDITIONS = {  # to what: {edition: (Chinese, English)}
    Optional.DIRECTORY: {
        "2026-12": (
            "本单位页面“联系”一栏向其他成员单位的人员显示我的姓名和角色。用途：便于对接时找到联系人。"
            "不同意不影响使用；随时可以撤回，撤回后立即停止显示。",
            "The page of my unit shows my name and role to people of other member units, so that they know whom "
            "to ask in a docking. Nothing depends on it. It can be withdrawn at any time, and ends at once.",
        ),
    },
    Optional.BOTS: {
        "2026-12": (
            "通知内容经企业微信、钉钉或飞书发送到我接入的群机器人，由该平台依其规则处理，群内成员均可看到。"
            "不同意不影响使用；随时可以撤回，撤回后立即停止发送并删除密钥。",
            "What I am told is sent through WeCom, DingTalk or Feishu to the bot that I connect. The service "
            "handles it by its own rules, and everybody in the chat reads it. Nothing depends on it. It can be "
            "withdrawn at any time: nothing is sent any more, and the key is erased at once.",
        ),
    },
}


def version_of(to):
    """The edition that is shown now."""
    return list(EDITIONS[to])[-1]


def text_of(to, version):
    """The text of this edition in the reader's language."""
    return in_language(*EDITIONS[to][version])
