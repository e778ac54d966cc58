"""Several writers at once, each in a transaction and on a connection of its own."""

from concurrent.futures import ThreadPoolExecutor

from django.db import IntegrityError, OperationalError, connection, transaction

WRITERS = 8


def at_once(write, count=WRITERS):
    """How many of `count` writers, all at once, are let through."""

    def attempt(number):
        try:
            with transaction.atomic():
                write(number)
        except IntegrityError:
            return False
        except OperationalError as fault:
            if "deadlock" not in str(fault):  # two exclusion constraints that wait for each other: one gives way
                raise
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(count) as pool:
        return sum(pool.map(attempt, range(count)))
