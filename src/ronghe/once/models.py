"""Keys of requests that were acted on, each with the answer it got."""

from django.db import models


class Key(models.Model):
    owner = models.CharField(max_length=80)  # who sent it: a person, or the browser of somebody who is not signed in
    key = models.CharField(max_length=64)
    route = models.CharField(max_length=100)  # the name of the address: addresses themselves may be secrets
    digest = models.CharField(max_length=64)  # of what was sent
    status_code = models.PositiveSmallIntegerField(default=0)
    location = models.TextField(blank=True)  # empty where the answer leads back to the same address
    content_type = models.CharField(max_length=100, blank=True)
    body = models.TextField(blank=True)
    at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "key"], name="key_once_for_its_owner")]

    def __str__(self):
        return f"{self.owner} {self.route} {self.at:%Y-%m-%d %H:%M}"
