from django.core.files.uploadedfile import SimpleUploadedFile

from ronghe.credentials import actions
from ronghe.web.credentials import files
from tests.credentials.files import certificate, plaque


def rows(world):
    cast = world.cast
    unit, person = plaque(cast), certificate(cast)
    secret = world.secret("certificate", "everyone")
    revoked = plaque(cast, title_en=f"Old {secret}")
    actions.revoke(by=cast.officer, credential=revoked, reason="擅自转借")
    world.plaque = unit
    found = {"units": unit, "persons": person, "revoked": revoked}
    found = {name: {"number": one.number} for name, one in found.items()}
    found["file"] = {**found["units"], "name": files.names(unit)[0]}
    found["persons-file"] = {**found["persons"], "name": files.names(person)[0]}
    return {**found, "missing": {"number": "0000000000000000"}}


def bodies(world):
    words = {"title_zh": "理事单位", "title_en": "Council Unit"}
    return {
        "verify": lambda: {"file": SimpleUploadedFile("c.jwt", world.plaque.jwt.encode())},
        "new": {**words, "kind": "plaque", "unit": world.own.pk},
        "rotate": {"reason": "年度更换"},
        "revoke": {"reason": "擅自转借"},
        "reissue": {**words, "reason": "更名"},
        "reissue persons": {**words, "reason": "更名", "holder_zh": "何川"},
    }
