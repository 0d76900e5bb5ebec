from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP


def rows(world):
    person = world.person("editor")
    TOTP.activate(person, "JBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(person)
    uid = user_pk_to_url_str(person)
    return {
        "invitation": {"uidb36": uid, "key": default_token_generator.make_token(person)},
        "invitation-changed": {"uidb36": uid, "key": default_token_generator.make_token(person)[:-1] + "!"},
        "nothing": {"key": "nothing"},
    }


def bodies(world):
    return {
        "account_login": {"login": "nobody@ronghe.example", "password": "wrong"},
        "account_signup": {"email": "new@ronghe.example", "password1": "moonlight-9", "password2": "moonlight-9"},
        "account_reset_password": {"email": "nobody@ronghe.example"},
    }
