from django.apps import AppConfig


class OnceConfig(AppConfig):
    name = "ronghe.once"
    default_auto_field = "django.db.models.BigAutoField"
