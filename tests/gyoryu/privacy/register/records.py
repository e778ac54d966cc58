"""Which rows a record of the register finds about somebody."""

from gyoryu.privacy.register import RECORDS
from gyoryu.privacy.rows import about

BY_CODE = {record.code: record for record in RECORDS}


def rows_about(code, subject):
    return list(about(BY_CODE[code], subject))


def codes_about(subject):
    """The codes of all records that have a row about this subject."""
    return {record.code for record in RECORDS if about(record, subject).exists()}
