"""What the community starts with: types and templates from our files, and its own root certificate."""

from django.db import transaction

from ronghe.agreements import keys, templates
from ronghe.agreements.models import AgreementType, Authority, Template
from ronghe.ledger import actions as ledger
from ronghe.lib.community import community_name


@transaction.atomic
def ensure_templates():
    """Every type and the newest text of every template stand; older texts stay with what was written on them.

    Returns how many templates were new.
    """
    for rank, given in enumerate(templates.shipped_types()):
        columns = {"rank": rank, "needs_secretariat": True, **given}
        AgreementType.objects.get_or_create(code=columns.pop("code"), defaults=columns)
    return sum(_ensure(*shipped) for shipped in templates.shipped_templates())


def _ensure(code, fields, articles):
    kind = AgreementType.objects.get(code=code)
    digest = templates.digest_of([fields, articles])
    if kind.templates.filter(digest=digest).exists():
        return False
    latest = kind.templates.order_by("-version").first()
    version = latest.version + 1 if latest else 1
    Template.objects.create(type=kind, version=version, fields=fields, articles=articles, digest=digest)
    return True


@transaction.atomic
def ensure_authority():
    """The community's root with its private key: the one in use, or a new one where there is none on this machine.

    The key is a file that only the server's user reads; the certificate is a row. One ledger entry for a new one.
    """
    for authority in Authority.objects.select_for_update().filter(retired_at=None):
        root = keys.load(keys.from_pem(authority.certificate))
        if root is not None:
            return root
    name = community_name("zh")
    root = keys.new_root(name)
    keys.keep(root)
    mark = keys.fingerprint(root.certificate)
    row = Authority.objects.create(name=name, certificate=keys.as_pem(root.certificate), fingerprint=mark)
    ledger.record(by=None, what="authority.created", on=row, fingerprint=mark)
    return root
