"""Files of any office program in, text out, or a named refusal. Bytes are never run, fetched from or trusted."""

from docread.formats.archive import Member, Members, is_archive, members_of
from docread.formats.extraction import Extracted, extract, kind_of
from docread.formats.limits import LIMITS, Limits

__all__ = ["LIMITS", "Extracted", "Limits", "Member", "Members", "extract", "is_archive", "kind_of", "members_of"]
