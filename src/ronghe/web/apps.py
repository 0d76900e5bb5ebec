from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "ronghe.web"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from ronghe.web import checks  # noqa: F401
        from ronghe.web.accounts import hooks

        hooks.listen()
