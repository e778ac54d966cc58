from django.db import migrations, models
from django.db.models import Q

# Constraints name fields, and so are dropped before the fields are renamed.
REMOVED = (
    ("arrival", "arrivals_once_by_content"),
    ("arrival", "arrivals_of_nobody_once_by_content"),
    ("proposal", "proposals_once_by_fingerprint"),
    ("mention", "mentions_once_by_key"),
    ("watchhit", "hits_once_an_arrival"),
    ("source", "sources_rest_between_visits"),
)
RENAMED_MODELS = (("Arrival", "Document"), ("KeptRecord", "ConfirmedRecord"), ("Spoken", "SpeechRecording"))
RENAMED_FIELDS = (
    ("document", "how", "ingest_method"),
    ("document", "reader", "reader_version"),
    ("document", "source", "ministry"),
    ("source", "hours", "interval_hours"),
    ("source", "next_at", "next_poll_at"),
    ("source", "visited_at", "polled_at"),
    ("source", "trouble", "last_error"),
    ("sourceitem", "arrival", "document"),
    ("shingle", "arrival", "document"),
    ("proposal", "arrival", "document"),
    ("proposal", "place", "position"),
    ("proposal", "kept", "corrected_values"),
    ("proposal", "gone", "is_stale"),
    ("confirmedrecord", "kept_at", "confirmed_at"),
    ("mention", "arrival", "document"),
    ("post", "arrival", "document"),
    ("watch", "often", "frequency"),
    ("watchhit", "arrival", "document"),
)
ADDED = (
    ("document", models.UniqueConstraint(fields=("file", "programme"), name="documents_once_by_content")),
    (
        "document",
        models.UniqueConstraint(fields=("file",), name="documents_without_programme_once", condition=Q(programme=None)),
    ),
    ("proposal", models.UniqueConstraint(fields=("document", "fingerprint"), name="proposals_once_by_fingerprint")),
    ("mention", models.UniqueConstraint(fields=("document", "kind", "key"), name="mentions_once_by_key")),
    ("watchhit", models.UniqueConstraint(fields=("watch", "document"), name="hits_once_a_document")),
    ("source", models.CheckConstraint(condition=Q(interval_hours__gt=0), name="sources_rest_between_visits")),
)


class Migration(migrations.Migration):
    dependencies = [("gyoryu", "0024_standard_names")]

    operations = [
        *(migrations.RemoveConstraint(model, name) for model, name in REMOVED),
        *(migrations.RenameModel(before, after) for before, after in RENAMED_MODELS),
        *(migrations.RenameField(model, before, after) for model, before, after in RENAMED_FIELDS),
        migrations.RenameIndex("document", new_name="documents_by_state", old_name="arrivals_by_state"),
        *(migrations.AddConstraint(model, constraint) for model, constraint in ADDED),
        migrations.AlterModelOptions("confirmedrecord", options={"ordering": ("-confirmed_at", "-pk")}),
        migrations.AlterModelOptions("proposal", options={"ordering": ("position", "pk")}),
        migrations.AlterField(
            "document",
            "programme",
            models.ForeignKey(
                null=True, on_delete=models.deletion.SET_NULL, related_name="documents", to="gyoryu.programme"
            ),
        ),
        migrations.AlterField(
            "speechrecording",
            "text",
            models.OneToOneField(on_delete=models.deletion.CASCADE, related_name="recording", to="gyoryu.posttext"),
        ),
    ]
