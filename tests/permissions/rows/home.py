def rows(world):
    return {}


def bodies(world):
    return {"preferences": {"theme": "dark"}}
