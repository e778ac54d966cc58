"""What processes cost."""

import os
from pathlib import Path


def cpu_seconds(number):
    """Seconds of the processor that a running process has used."""
    fields = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
