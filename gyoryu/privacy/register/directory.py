"""The directory of organisations: contact persons, and organisations of one person (sole traders)."""

from __future__ import annotations

from gyoryu.privacy.register.declarations import Basis, Outcome, Path, Period, Record, fields_of

OF_SOLE_TRADER = Path("organisation", "organisation")

RECORDS = (
    Record(
        "contact",
        "Contact",
        ("name_ko", "name_zh", "name_en", "title", "email", "phone"),
        (Path("address", "email"), OF_SOLE_TRADER),
        Basis.TASK,
        Period.DIRECTORY,
        Outcome.DELETE,
        facts=("added_at",),
    ),
    Record(
        "sole_trader",
        "Organisation",
        (
            "name_ko", "name_zh", "name_en", "short_ko", "short_zh", "short_en", "city", "website",
            "about_ko", "about_zh", "about_en",
        ),
        (Path("organisation", "pk"),),
        Basis.CONSENT,
        Period.DIRECTORY,
        Outcome.CLEAR,
        stand_ins={"name_ko": "#{pk}"},
        facts=("kind", "country", "created_at"),
    ),
    Record(
        "sole_trader_number",
        "Identifier",
        ("value",),
        (OF_SOLE_TRADER,),
        Basis.CONSENT,
        Period.DIRECTORY,
        Outcome.DELETE,
        facts=("scheme",),
    ),
    Record(
        "sole_trader_name",
        "NameKey",
        ("key", "name"),
        (OF_SOLE_TRADER,),
        Basis.CONSENT,
        Period.DIRECTORY,
        Outcome.DELETE,
    ),
)  # fmt: skip

NOT_PERSONAL = {
    **fields_of("Organisation", code="country fields"),
}
