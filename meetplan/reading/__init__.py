"""Reading of JSON: every fault is collected with its path.

A reader walks the whole object once and goes on with a neutral value after a fault, so that one wrong field does not
hide the next one."""
