"""Pages whose address is the key: an applicant's own page, an outside signatory's paper."""

from functools import wraps


def unlisted(view):
    """No cache keeps the page and no search engine lists it; no other site learns where it is.

    Referrers stay on our own pages ("same-origin" is the site's setting): with "no-referrer" browsers would hide
    where our own forms come from, and every one of them would be refused as a forgery.
    """

    @wraps(view)
    def answer(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "private, no-store"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return answer
