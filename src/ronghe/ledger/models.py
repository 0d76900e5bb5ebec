"""The append-only chain: every change of the house, in order, each entry sealing the one before it."""

from django.db import models


class Entry(models.Model):
    """One thing that was done. People and rows are named by value, not by key: the chain outlives what it speaks of."""

    chain = models.CharField(max_length=40)  # "community" or "unit:<id>"
    seq = models.PositiveBigIntegerField()  # 1, 2, 3 … without a gap in each chain
    at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True)  # the person; null for the clock or the command line
    what = models.CharField(max_length=60)  # "posting.published"
    on_kind = models.CharField(max_length=40)  # "postings.posting"
    on_id = models.CharField(max_length=40)
    facts = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["chain", "seq"]
        constraints = [models.UniqueConstraint(fields=["chain", "seq"], name="ledger_chain_seq")]
        indexes = [models.Index(fields=["on_kind", "on_id"], name="ledger_on")]

    def __str__(self):
        return f"{self.chain}#{self.seq} {self.what}"


class Disclosure(models.Model):
    """What an entry only commits to: a value with its salt. Erased, it leaves the entry and the chain as they were."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="disclosures")
    name = models.CharField(max_length=40)  # "reason"
    salt = models.CharField(max_length=64)  # 32 random bytes: without them nobody finds the value by guessing
    value = models.JSONField()

    class Meta:
        ordering = ["entry_id", "name"]
        constraints = [models.UniqueConstraint(fields=["entry", "name"], name="ledger_disclosed_once")]

    def __str__(self):
        return f"{self.entry_id} {self.name}"


class Seal(models.Model):
    """Where every chain ended at one moment, bound to the seal before it. What is published of it is in sealing.py."""

    number = models.PositiveBigIntegerField(unique=True)  # 1, 2, 3 … without a gap
    at = models.DateTimeField()
    heads = models.JSONField()  # {chain: [seq, digest]}
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["-number"]

    def __str__(self):
        return f"#{self.number}"
