"""Open postings as texts that the vocabulary is tried on and looked through with."""

from ronghe.postings.queries import open_demands, open_supplies
from ronghe.skills.phrases import Text

TRIED, LOOKED = 300, 2000  # the newest open postings: for an effect, for a search


def open_texts(most):
    """The newest open postings of both sides, at most so many, as `Text`s of title and text. Two queries."""
    rows = [row for side in (open_demands(), open_supplies()) for row in side.order_by("-published_at", "-pk")[:most]]
    rows.sort(key=lambda row: (row.published_at, row.pk), reverse=True)
    return [text_of(row) for row in rows[:most]]


def text_of(posting):
    """One posting as a `Text`, with its title and whose it is."""
    text = f"{posting.title}\n{posting.text}"
    return Text(text, f"{posting.title} · {posting.owner.short}", posting.pk)
