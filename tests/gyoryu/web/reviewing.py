"""Acts that show a review sheet first."""


def confirm(client, url, fields=None, **options):
    """See the sheet and confirm exactly that. The answer is that of the act, or of the refusal."""
    page = client.post(url, fields) if fields else client.get(url)
    sent = {**(fields or {}), "digest": page.context["sheet"].digest, "sure": "1", "reason": "a sample reason"}
    return client.post(url, sent, **options)
