"""How often one network address may ask: enough for people, too little for programs. Counted for every process."""

from functools import wraps

from allauth.core.internal import ratelimit

from ronghe.web.errors import too_many

RATES = {  # amount/time/per; sign-in, codes and forgotten passwords are limited by allauth itself
    "apply": "30/h/ip",  # applications handed in, also those with something to correct
    "track": "60/m/ip",  # an applicant's own page
    "verify": "60/m/ip",  # credentials, agreements, official lists
    "invitation": "20/m/ip",
    "mentor": "60/m/ip",  # a mentor's own page
}


def limited(action, *, only_post=False):
    """A view that answers 429, politely, once there were too many requests of this kind from one address."""

    def decorate(view):
        @wraps(view)
        def answer(request, *args, **kwargs):
            if only_post and request.method != "POST":
                return view(request, *args, **kwargs)
            given = {"app": "ronghe", "action": action, "config": RATES, "limit_get": True}
            if not ratelimit.consume(request, **given):
                return too_many(request)
            return view(request, *args, **kwargs)

        return answer

    return decorate
