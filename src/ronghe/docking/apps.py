from django.apps import AppConfig


class DockingConfig(AppConfig):
    name = "ronghe.docking"
    default_auto_field = "django.db.models.BigAutoField"
