"""Letters as words: a code and its facts in, subject and text out, in the reader's language or in both."""

from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from ronghe.lib.community import community_name
from ronghe.notices.states import Language

LETTERS = {  # code: (subject, text)
    "invitation.unit": (
        _("You are invited to %(community)s"),
        _(
            "You are invited to act for %(unit)s in %(community)s.\n\n"
            "Please choose a password here. The link works once, within %(days)s days:\n%(link)s\n\n"
            "After that, “Forgot your password?” on the sign-in page sends you a new one."
        ),
    ),
    "invitation.student": (
        _("Your account at %(community)s"),
        _(
            "%(unit)s has enrolled you at %(community)s, where seats for internships are ranked and given.\n\n"
            "Please choose a password here. The link works once, within %(days)s days:\n%(link)s\n\n"
            "After that, “Forgot your password?” on the sign-in page sends you a new one."
        ),
    ),
    "placement.mentor": (
        _("%(student)s: please look at the weekly log and assess"),
        _(
            "You are named as the enterprise mentor of %(student)s (%(name)s) at %(community)s.\n\n"
            "This page is yours, without an account: read the weekly log and, at the end, assess. Please keep the link "
            "to yourself:\n%(link)s"
        ),
    ),
    "invitation.community": (
        _("You are invited to %(community)s"),
        _(
            "You are invited to work with %(community)s.\n\n"
            "Please choose a password here. The link works once, within %(days)s days:\n%(link)s\n\n"
            "After that, “Forgot your password?” on the sign-in page sends you a new one."
        ),
    ),
    "account.factor_off": (
        _("Your account at %(community)s: second factor switched off"),
        _(
            "The second factor of your account at %(community)s was switched off just now. From now on the password "
            "alone opens it.\n\nIf that was not you, please change your password at once and tell a security "
            "administrator or the secretariat:\n%(link)s"
        ),
    ),
    "account.factor_reset": (
        _("Your account at %(community)s: second factor reset"),
        _(
            "A security administrator of %(community)s has reset the second factor of your account and signed you out "
            "everywhere. When you sign in next, please set it up again.\n\nIf you did not ask for that, please tell "
            "the secretariat:\n%(link)s"
        ),
    ),
    "application.submitted": (
        _("Your application %(number)s has arrived"),
        _(
            "An application for membership of %(community)s with this address as its contact has arrived. "
            "Its number is %(number)s.\n\n"
            "Here you follow it, complete it or withdraw it. Keep the address to yourselves: it is your key.\n"
            "%(link)s\n\n"
            "If you know nothing of it, please disregard this letter."
        ),
    ),
    "application.returned": (
        _("Please complete your application %(number)s"),
        _(
            "The secretariat has looked at the application of %(name)s and asks you to complete it:\n\n%(remark)s\n\n"
            "You change it and hand it in again here:\n%(link)s"
        ),
    ),
    "application.rejected": (
        _("Your application %(number)s was not accepted"),
        _(
            "The application of %(name)s for membership of %(community)s was not accepted. The reason:\n\n"
            "%(remark)s\n\nYour application:\n%(link)s"
        ),
    ),
    "application.approved": (
        _("Your application %(number)s is approved"),
        _(
            "The council has approved the application of %(name)s for membership of %(community)s "
            "(resolution %(resolution)s). Next, the membership agreement is prepared for signature.\n\n"
            "Your application:\n%(link)s"
        ),
    ),
    "application.signing": (
        _("Application %(number)s: the membership agreement"),
        _(
            "The membership agreement of %(name)s is being signed. With the signatures of both sides "
            "your unit is admitted.\n\nYour application:\n%(link)s"
        ),
    ),
    "application.admitted": (
        _("Welcome to %(community)s"),
        _(
            "%(name)s is a member of %(community)s from %(start)s to %(end)s.\n\n"
            "If you have no account yet, another letter lets you choose a password.\n\nYour application:\n%(link)s"
        ),
    ),
    "agreement.sign": (
        _("Agreement %(number)s waits for your signature"),
        _(
            "“%(title)s” (%(number)s) waits for the signature of %(name)s.\n\n"
            "You read and sign it here. The link is for the signatory alone: whoever has it can sign.\n%(link)s"
        ),
    ),
}
HELLO = _("Hello,")
RULE = "\n\n--------\n\n"
HIDDEN = "…"  # stands for a link that the reader of the page is not to have, or that is not kept


def written(letter, *, with_link):
    """(subject, text) as the receiver reads them; without its link where the reader is somebody else."""
    languages = [Language.ZH, Language.EN] if letter.language == Language.BOTH else [letter.language]
    parts = [_in(language, letter, with_link) for language in languages]
    return " / ".join(subject for subject, _text in parts), RULE.join(text for _subject, text in parts)


def heading(letter):
    """The subject in the reader's language, whatever the letter's is: for lists."""
    language = Language.ZH if (get_language() or "").startswith("zh") else Language.EN
    return _in(language, letter, with_link=False)[0]


def site():
    """The site's public address, without a slash at its end."""
    return settings.BASE_URL.rstrip("/")


def message_id(letter):
    """The same for each copy of this letter, so that the receiver's server can tell a second one."""
    return f"<{letter.delivery}@{urlsplit(site()).hostname or 'localhost'}>"


def _in(language, letter, with_link):
    with override(language):
        subject, text = LETTERS.get(letter.code, (letter.code, "%(link)s"))
        words = _words(letter.facts, "en" if language == Language.EN else "zh")
        words["link"] = site() + (letter.path if with_link and letter.path else f"/{HIDDEN}")
        words["community"] = community_name(language)
        foot = _("This letter was written by the site of %(community)s: %(site)s") % {**words, "site": site()}
        return " ".join((subject % words).split()), f"{HELLO}\n\n{text % words}\n\n{foot}"


def _words(facts, language):
    """The facts; of those in two languages (`name_zh`, `name_en`) the one asked for, or the other where it is empty."""
    words = dict(facts)
    for stem in [name.removesuffix("_zh") for name in facts if name.endswith("_zh")]:
        words[stem] = facts.get(f"{stem}_{language}") or facts[f"{stem}_zh"] or facts.get(f"{stem}_en", "")
    return words
