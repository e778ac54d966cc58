"""Short words that stand for a body named before: `연합회는`, `시는`, `이 회사는`."""

from __future__ import annotations

from docread.document import Span
from docread.names.entities import Entity
from docread.patterns import regex

_BACK = regex(
    r"(?:(?<=^)|(?<=[\s“\"‘']))(?:이\s|해당\s|동\s)?(?P<word>협의회|연합회|협회|학회|조합|공단|공사|재단|진흥원|연구원|연구소|기술원|센터|은행|위원회|무역관|대학|대학교|회사|업체|기업|시|군|도|성|청|구)(?:측)?(?=(?:은|는|이|가|과|와|도|에서는)\s)"
)
_AS_SUBJECT = regex(r"(?:\([^()]*\))?(?:은|는|이|가)\s")
_OF_KIND = {
    "회사": {"company"},
    "업체": {"company"},
    "기업": {"company"},
    "시": {"local_gov"},
    "군": {"local_gov"},
    "도": {"local_gov"},
    "성": {"local_gov"},
    "구": {"local_gov"},
    "청": {"agency"},
}


def referring(folded: str, start: int, end: int, named: list[tuple[int, int, Entity]]) -> list[tuple[int, int, Entity]]:
    """Such words between two positions, each with the body that fits and was named last before it."""
    found = []
    for match in _BACK.finditer(folded, start, end):
        span: Span = match.span("word")
        if any(a <= span[0] < b for a, b, _ in named):
            continue
        earlier = [(b, each) for a, b, each in named if a < span[0] and _fits(match["word"], match.group(), each)]
        # Who was spoken of goes before who was only mentioned.
        subjects = [each for end_of, each in earlier if _AS_SUBJECT.match(folded, end_of)]
        if earlier:
            found.append((*span, subjects[-1] if subjects else earlier[-1][1]))
    return found


def _fits(word: str, whole: str, entity: Entity) -> bool:
    kinds = _OF_KIND.get(word)
    if word in {"회사", "업체", "기업"} and not whole.startswith(("이", "해당", "동")) and word != "회사":
        return False  # `기업은` are firms in general
    if kinds:
        return entity.kind in kinds and (entity.kind == "company" or any(form.endswith(word) for form in entity.forms))
    return any(form.endswith(word) and form != word for form in entity.forms)
