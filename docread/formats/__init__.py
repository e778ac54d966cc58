"""The text of a file in one of the formats of offices and the web, or a named refusal. Nothing in a file is executed."""

from docread.formats.archive import ArchiveMember, ArchiveMembers, extract_members, is_archive
from docread.formats.extraction import ExtractedText, detect_kind, extract
from docread.formats.limits import LIMITS, Limits

__all__ = [
    "LIMITS",
    "ArchiveMember",
    "ArchiveMembers",
    "ExtractedText",
    "Limits",
    "detect_kind",
    "extract",
    "extract_members",
    "is_archive",
]
