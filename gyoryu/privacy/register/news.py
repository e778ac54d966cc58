"""Documents about public affairs and posts: their content was published; what a user watches is personal."""

from __future__ import annotations

from gyoryu.privacy.register.declarations import Basis, Outcome, Path, Period, Record, fields_of

RECORDS = (
    Record(
        "watch",
        "Watch",
        ("words",),
        (Path("account", "owner"),),
        Basis.CONTRACT,
        Period.ACCOUNT,
        Outcome.DELETE,
        facts=("kind", "made_at"),
    ),
)

NOT_PERSONAL = {
    **fields_of(
        "Document", publication="name url title publisher ministry text reading", code="refusal reader_version"
    ),
    **fields_of("Source", agency="name address", code="last_error"),
    **fields_of("SourceItem", digest="key"),
    **fields_of("Proposal", publication="values corrected_values", code="kind fingerprint", figure="spans"),
    **fields_of("ConfirmedRecord", publication="title actors starts ends", code="status"),
    **fields_of("Mention", publication="name key", code="kind"),
    **fields_of("Post", agency="department", publication="source_name source_url", code="topics"),
    **fields_of("PostText", publication="title body"),
    **fields_of("SpeechRecording", digest="digest", figure="starts words"),
    **fields_of("PostFile", publication="name"),
    **fields_of("PostView", digest="reader"),
}
