"""Who comes to a door: twenty-one kinds of person, and the words by which the tables name several of them at once."""

ROLES = (
    "visitor",  # not signed in
    "inactive",  # an administrator of the own unit whose account was switched off while signed in
    "outsider",  # an account without a role
    "student",  # of the partner's school: whom the row is about, where it is about a student
    "fellow",  # a student of another school, who has an offer of the own unit
    "newcomer",  # a student of another school who looks for a seat and has none
    "owner",  # administrator of the unit that owns the row
    "editor",  # editor of the same unit
    "partner-owner",  # administrator of the unit on the other side of a docking or an agreement
    "partner-editor",
    "stranger-owner",  # administrator of a member unit that has nothing to do with the row
    "stranger-editor",
    "suspended",  # administrator of a suspended unit
    "former",  # administrator of a unit that was expelled
    "official",
    "officer",
    "auditor",  # of the community: reads the ledger
    "security",  # of the community: looks after accounts
    "system",  # of the community: looks after the running site
    "staff",  # may open the admin site, where nothing was granted
    "superuser",
)
NOT_SIGNED_IN = {"visitor", "inactive"}
GROUPS = {
    "everyone": set(ROLES),
    "signed-in": set(ROLES) - NOT_SIGNED_IN,
    "own": {"owner", "editor"},
    "partner": {"partner-owner", "partner-editor"},
    "stranger": {"stranger-owner", "stranger-editor"},
    "nobody": set(),
}
GROUPS["students"] = {"student", "fellow", "newcomer"}
GROUPS["members"] = GROUPS["own"] | GROUPS["partner"] | GROUPS["stranger"]
GROUPS["admins"] = {"owner", "partner-owner", "stranger-owner"}


def roles_named(words):
    """The roles that `words` name together: roles, groups, and groups or roles taken away with a minus."""
    found: set[str] = set()
    for word in words:
        named = GROUPS.get(word.removeprefix("-"), {word.removeprefix("-")})
        if not named <= set(ROLES):
            raise ValueError(f"“{word}” is neither a role nor a group of tests/permissions/roles.py")
        found = found - named if word.startswith("-") else found | named
    return frozenset(found)
