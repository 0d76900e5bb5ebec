"""What the reader is told: the notices themselves, and what of them is written to them, where and how often."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ronghe.notices import actions
from ronghe.notices.queries import last_letters_of, notices_of, preference_of, unread_for
from ronghe.notices.states import BOT_KEYS, Channel
from ronghe.privacy.actions import connect_bot
from ronghe.privacy.consents import version_of
from ronghe.privacy.queries import has_consented
from ronghe.privacy.states import Optional
from ronghe.web.accounts.forms import BotForm, NoticeForm, chosen
from ronghe.web.accounts.sentences import told
from ronghe.web.once import repeatable


@login_required
@require_GET
def notices(request):
    page = Paginator(notices_of(request.user), 30).get_page(request.GET.get("page"))
    return render(request, "web/accounts/notices.html", {"page": page, "told": told(page.object_list)})


@repeatable("what is read stays read")
@login_required
@require_POST
def read_notices(request):
    """The unread notices, or the one that was named, are read."""
    unread = unread_for(request.user)
    named = request.POST.get("notice", "")
    actions.mark_read(by=request.user, notices=unread.filter(pk=named) if named.isdigit() else unread)
    return redirect("accounts:notices")


@login_required
def choices(request):
    """What is written to the reader, and how often."""
    form = NoticeForm(request.POST or None, initial=chosen(preference_of(request.user.pk)))
    if request.method == "POST" and form.is_valid():
        actions.choose(by=request.user, **form.cleaned_data)
        messages.success(request, _("Your choice is saved."))
        return redirect("accounts:notice-settings")
    return _page(request, form, BotForm(version=_to_agree(request.user)))


@login_required
@require_POST
def bot(request):
    """The reader's bot is connected by its key, or its key is gone."""
    gone = request.POST.get("gone")
    if gone:
        actions.disconnect(by=request.user, channel=gone)
        messages.success(request, _("The key is gone."))
        return redirect("accounts:notice-settings")
    form = BotForm(request.POST, version=_to_agree(request.user))
    if not form.is_valid():
        return _page(request, NoticeForm(initial=chosen(preference_of(request.user.pk))), form)
    given = {"version": version_of(Optional.BOTS), **form.cleaned_data}
    given.pop("agrees", None)
    connect_bot(by=request.user, **given)
    messages.success(request, _("The bot is connected. It writes what you chose."))
    return redirect("accounts:notice-settings")


def _to_agree(person):
    """The edition of the text that this person has to agree to before a bot is connected; empty where they did."""
    return "" if has_consented(person, Optional.BOTS) else version_of(Optional.BOTS)


def _page(request, form, bot_form):
    preference, letters = preference_of(request.user.pk), last_letters_of(request.user)
    facts = {
        "form": form,
        "bot_form": bot_form,
        "bots": [Channel(channel) for channel in BOT_KEYS if getattr(preference, channel)],
        "offers_bots": bool(settings.BOTS),
        "letters": [letters[channel] for channel in Channel if channel in letters],
        "sends": settings.SEND_LETTERS,
    }
    return render(request, "web/accounts/choices.html", facts)
