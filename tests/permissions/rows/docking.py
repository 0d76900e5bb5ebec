def rows(world):
    def pair(demand, supply):
        return {"demand": world.postings[demand].pk, "supply": world.postings[supply].pk}

    return {
        "public": pair("public", "supply"),
        "members": pair("members", "supply"),
        "private": pair("private", "supply"),
        "both-private": pair("private", "partners-private"),
        "draft": pair("draft", "supply"),
        "paused": pair("paused", "supply"),
        "missing": {"demand": 987654, "supply": 987655},
    }


def bodies(world):
    return {}
