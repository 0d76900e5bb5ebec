from django.apps import AppConfig


class SkillsConfig(AppConfig):
    name = "ronghe.skills"
    default_auto_field = "django.db.models.BigAutoField"
