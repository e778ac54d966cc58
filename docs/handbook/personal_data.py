"""Write the table of personal data into the pages on privacy: `python docs/handbook/personal_data.py`.

It comes from the register by which data are erased and exported, so that the handbook cannot say anything else."""

from __future__ import annotations

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gyoryu.settings")

import django

django.setup()

from django.utils import translation  # noqa: E402
from generated import Generated  # noqa: E402

from gyoryu.base.names import DJANGO_CODES, Language  # noqa: E402
from gyoryu.privacy.register import RECORDS  # noqa: E402
from gyoryu.privacy.register.declarations import Record  # noqa: E402
from gyoryu.web.privacy import personal_texts as texts  # noqa: E402

HEADS: dict[Language, tuple[str, ...]] = {
    "ko": ("항목", "저장 위치", "법적 근거", "보유 기간(기본값)", "기간 경과·해지 시"),
    "zh": ("项目", "存储位置", "法律依据", "保存期限（默认）", "到期或注销时"),
    "en": ("What", "Where", "Legal basis", "How long (default)", "What happens then"),
}


def table(language: Language) -> str:
    """All records of the register, in Markdown."""
    with translation.override(DJANGO_CODES[language]):
        heads = HEADS[language]
        return "\n".join([f"| {' | '.join(heads)} |", "|---" * len(heads) + "|", *(_row(record) for record in RECORDS)])


def _row(record: Record) -> str:
    location = f"`{record.model}`" + (f": {', '.join(record.fields)}" if record.fields else "")
    outcome = str(texts.OUTCOMES[record.outcome]) + (f" ({record.law})" if record.law else "")
    cells = (
        str(texts.RECORDS[record.code]),
        location,
        str(texts.BASES[record.basis]),
        texts.period_of(record.period),
        outcome,
    )
    return f"| {' | '.join(cells)} |"


PAGES = Generated("privacy", "personal data", table)

if __name__ == "__main__":
    PAGES.write()
