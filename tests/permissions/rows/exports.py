def rows(world):
    found = {name: {"pk": one.pk} for name, one in world.postings.items()}
    return {**found, "round": {"pk": world.round.pk}, "missing": {"pk": 987654}}


def bodies(world):
    return {}
