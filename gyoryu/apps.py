from django.apps import AppConfig


class GyoryuConfig(AppConfig):
    name = "gyoryu"
    default_auto_field = "django.db.models.BigAutoField"
