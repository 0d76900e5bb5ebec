from django.apps import AppConfig


class CredentialsConfig(AppConfig):
    name = "ronghe.credentials"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from ronghe.credentials import checks  # noqa: F401
