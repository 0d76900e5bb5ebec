"""No rows: what is checked lies on the reader's own disk."""


def rows(world):
    return {}


def bodies(world):
    return {}
