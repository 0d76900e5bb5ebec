"""Personal data of this room: the chain names people by number only."""

from ronghe.lib.personal import ON_RECORD, WITH_ACCOUNT, Erasure, Kind, Personal, Purpose

CHAIN = "the chain is whole or worthless; it names people by number, and an erased person’s number names nobody"

TYPED = Personal(Kind.WORDS, Purpose.TRUST, WITH_ACCOUNT, Erasure.DELETE, ("entry__by_id",))
DONE = Personal(Kind.ACT, Purpose.TRUST, ON_RECORD, Erasure.PSEUDONYM, ("by_id",))
PERSONAL = {
    **dict.fromkeys((f"ledger.Entry.{name}" for name in ("by_id", "what", "on_kind", "on_id")), DONE),
    **dict.fromkeys((f"ledger.Disclosure.{name}" for name in ("name", "salt", "value")), TYPED),
    "ledger.Entry.facts": Personal(Kind.WORDS, Purpose.TRUST, ON_RECORD, Erasure.KEEP, because=CHAIN),
}
NOT_PERSONAL = {
    "ledger.Entry": {
        "names of chains": "chain",
        "digests": "previous digest",
    },
    "ledger.Seal": {"names of chains, and digests": "heads previous digest"},
}
