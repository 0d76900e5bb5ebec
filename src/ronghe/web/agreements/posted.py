"""What a request sent, for a form: also an empty question is asked only once it was sent."""


def posted(request):
    """The fields that were sent; None where the page is only opened."""
    return request.POST if request.method == "POST" else None


def sent(request):
    """The fields and files that were sent, as two arguments of a form."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)
