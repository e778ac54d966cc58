"""What failed before failures were noted on the rows themselves: none of it is under way for ever."""

from django.db import migrations

FAULT = "fault"


def mark(apps, schema_editor):
    failed = list(apps.get_model("gyoryu", "Job").objects.filter(state="failed").values_list("pk", "kind", "args"))
    jobs = [pk for pk, _, _ in failed]

    def rows(model):
        return apps.get_model("gyoryu", model).objects

    def named(name, *kinds):
        return [args[name] for _, kind, args in failed if kind in kinds and name in args]

    rows("Output").filter(job__in=jobs, file=None).update(failure=FAULT)
    rows("PlanRun").filter(job__in=jobs, state__in=["waiting", "running"]).update(state="failed", failure=FAULT)
    rows("ImportBatch").filter(job__in=jobs, state__in=["looking", "bringing"]).update(
        state="looked", failure=FAULT, job=None
    )
    documents = named("arrival", "read_arrival", "fetch_arrival")
    rows("Arrival").filter(pk__in=documents, state="waiting").update(state="refused", refusal=FAULT)
    letters = rows("Letter").filter(pk__in=named("letter", "send_letter"), state__in=["waiting", "failed"])
    letters.update(state="failed", failure=FAULT)


class Migration(migrations.Migration):
    dependencies = [("gyoryu", "0013_simplified_name_keys")]
    operations = [migrations.RunPython(mark, migrations.RunPython.noop)]
