"""How pages try an act: what it returns, or the refusal where the reader sees it."""

from django.contrib import messages

from ronghe.lib.refusals import Refused


def in_form(form, do):
    """What `do` returns; None with the refusal in the form, a line for each rule that is broken."""
    try:
        return do()
    except Refused as refused:
        for line in str(refused).splitlines():
            form.add_error(None, line)
        return None


def in_message(request, do):
    """What `do` returns; None with the refusal as a message on the next page."""
    try:
        return do()
    except Refused as refused:
        messages.error(request, refused.sentence)
        request.is_refused = True
        return None


def status_of(form):
    """422 where something is to be corrected."""
    return 422 if form.is_bound and form.errors else 200
