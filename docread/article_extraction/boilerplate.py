"""Lines that are no part of an article, by what they say. Each reason is a code of `Removed.reason`."""

from __future__ import annotations

import re
from functools import lru_cache

from docread.article_extraction.counters import is_counter_line
from docread.patterns import regex

# In order: the first that matches names the reason. All are matched against a folded line without blanks at its ends.
_REASONS: tuple[tuple[str, str], ...] = (
    ("read_aloud", r"읽어주기|음성으로 (?:듣기|읽기)|브라우저에서만 사용|朗读|语音播报|听新闻|listen to this article"),
    ("share", r"^(?:공유|공유하기|인쇄|프린트|Print|스크랩|글자 ?크기|폰트|본문 ?듣기|URL ?복사|카카오톡|페이스북|트위터|분享|分享(?:到|至)|打印|字号|字体|【?字体|收藏|Share|Tweet)"
        r"|^(?:가|가\+|가-|A\+|A-)$|(?:페이스북|트위터|카카오).{0,12}공유|Facebook.{0,20}Twitter|微信扫一扫|扫一扫"),
    ("hotline", r"제보하기|제보는|기사제보|카카오톡 ?:|채널 추가|(?:^|▷ ?)전화 ?:|(?:^|▷ ?)이메일 ?:|구독해 ?주세요|구독하기|뉴스레터|친구 추가|举报|投稿|热线电话"),
    ("caption", r"^\[사진\s?설명\]|^사진\s?\d|재판매 및 DB|\(사진\s?[=:]|^[\[(<【]?\s?(?:사진|자료|그림|영상|이미지)\s?(?:출처|제공|설명|=|:|／|/)|^[▲△▶]\s?.{0,80}(?:사진|ⓒ|제공|\(왼쪽|\(오른쪽)|ⓒ\s?\S+|^图[片为：:]|摄$|^(?:Photo|Image)\s?(?:by|:|credit)"),
    ("copyright", r"무단\s?(?:전재|복제|배포)|저작권자|All rights reserved|Copyright|공공누리|개인정보처리방침|이메일무단수집거부|오시는 길\s|版权所有|未经.{0,8}授权|ICP备|京公网安备"),
    ("related", r"^#[가-힣A-Za-z]\S*(?:\s+#\S+)*$|^[가-힣A-Za-z·& ]{2,20}\s소개$|^(?:미디어|언론|보도)\s문의$|^(?:이 기사가 좋으셨다면|이 기사를 추천|좋아요(?:\s|$)|ADVERTISEMENT$|공감\s?\d|▲?\s?(?:맨 )?위로$|이 블로그|이 시각|핫뉴스|이 뉴스를 본|현재 페이지에서|이 페이지에서 제공|오늘의 핫|실시간|관련 ?(?:기사|뉴스|글|자료)|많이 본|인기 ?(?:기사|뉴스)|추천 ?(?:기사|뉴스)|주요 ?뉴스|최신 ?뉴스|이전 ?글|다음 ?글|목록(?:으로)?$|相关(?:新闻|链接|阅读|文章|报道)|延伸阅读|热门|推荐阅读|上一篇|下一篇|Related|Read more|Most read)"
        r"|의견을 남겨|댓글|评论"),
    ("source", r"^\[출처\]|^\(?\s?(?:출처|자료 ?출처|원문 ?출처|来源|信息来源|Source)\s?[:：]|^\((?:[가-힣A-Za-z·]{2,20}),\s?(?:19|20)\d\d[.\-/ ]+\d{1,2}[.\-/ ]+\d{1,2}\.?\)$|^- 정책브리핑"),
    ("address", r"^(?:원문 ?:?\s?)?https?://\S+$|^www\.\S+$|^- \[www|^- \[?https?://"),
    ("attachment", r"^[^.]{2,80}\.(?:zip|hwpx?|pdf|jpe?g|png|docx?|xlsx?|pptx?)(?:\s|\(|\[|$)|^※?\s?자세한 (?:내용|사항)은 (?:첨부|붙임)|^[<\[(【※*□○]?\s?(?:붙\s{0,3}임|별\s{0,3}첨|첨부|첨부 ?파일|불임)(?:자료|문서)?(?:[\s\d.:：>\])】]|$)|^참고\s?(?:\d|[:：])|^附件|^Attachment"),
    ("contact", r"^\S.{0,40}\(\d{5}\)\s?[가-힣]|^\[?\d{5}\]?\s[가-힣]+[도시]\s|^TEL\s|^TEL\.|^[*※☏□ㅇ<\[(]*\s?(?:(?:관련|자세한)\s)?(?:문의|문의처|담당자?|담당 ?부서|책임자|연락처|자료 ?문의|联系(?:人|电话)|咨询电话|Contact)\s?(?:[:：(]|전화|$)|\(?0\d{1,2}[-)]\s?\d{3,4}-\d{4}\)?"
        r"|^(?:과\s?장|서기관|사무관|주무관|국\s?장|팀\s?장|담당과장|담당국장)(?:\s|$)"),
    ("byline", r"^[◎■▶]\s?\S.{0,20}@|^[가-힣A-Za-z ]{2,20}\s[\w.+-]+@[\w-]+\.[\w.]+$|^\(?[가-힣]{2,5}\s?=\s?[가-힣A-Za-z]+\)|^[\w.+-]+@[\w-]+\.[\w.]+$|기자\s?(?:=|$|[\w.]+@)|^[가-힣]{2,4}\s기자|责任编辑|^编辑[:：]|记者\s?\S{2,4}$|^作者[:：]"),
    ("meta", r"(?:작성자|작성일|조회수?|등록일|댓글|추천|담당부서|글쓴이)\s.{0,40}(?:작성일|조회수?|등록일|댓글|추천)\s|^페이지 정보$|^본문$|^[-•·]?\s?(?:부처|배포일|NewsItemId|원문|등록일|게시일|작성일|작성자|글쓴이|조회수?|입력|수정|최종 ?수정|발행|발행일|승인|기사입력|보도일시|보도시점|배포|담당부서|담당자|부서명?|상태|번호|분류|카테고리|发布(?:时间|日期)|时间|日期|浏览|点击|Published|Updated|Posted|Views)(?:\s?(?:[:：]|\d|$)|\s{2,}\S)"),
    ("list_row", r"^(?:번호\s+)?제목\s+(?:글쓴이|작성자)|^\d{1,6}\s.{4,120}\s(?:19|20)\d\d-\d\d-\d\d\s+\d+$|^\d{1,6}\t"),
)  # fmt: skip
_PATTERNS = tuple((reason, regex(pattern)) for reason, pattern in _REASONS)

# After one of these the article is over: what follows is the page again.
ENDS = {"hotline", "related", "source", "copyright", "attachment", "contact", "list_row"}
# Words of the page that may also stand at the foot of an article as sentences of their own.
_LONGEST = {
    "contact": 120,
    "attachment": 200,
    "share": 60,
    "source": 120,
    "meta": 90,
    "byline": 90,
    "related": 60,
    "hotline": 80,
}


# `[서울=가온뉴스] 이견본 기자 = 우리나라의 …`: the article begins on this line.
_BEGINS_ARTICLE = regex(
    r"[(\[【][^()\[\]【】=]{2,14}=[^()\[\]【】=]{2,14}[)\]】]\s?\S{2,4}\s(?:기자|특파원)\s?=\s?\S.{14,}"
)


@lru_cache(maxsize=4096)
def reason_for(line: str) -> str | None:
    """Why this line is not the article's, or None."""
    if is_counter_line(line):
        return "counters"
    for reason, pattern in _PATTERNS:
        if len(line) <= _LONGEST.get(reason, 160) and pattern.search(line):
            if reason == "byline" and _BEGINS_ARTICLE.match(line):
                return None
            return reason
    return None


BULLET = regex(r"^(?:[▸▪□■○●◦ㅇ❍◇◆▢☐▶►◎]|[-*※]\s|·\s|\(\d\)|[①-⑳])\s*")
_DECK = regex(r"^[-▷▶△▲*※①-⑳]\s?.+[^.다]\s?-?$|.+\s-$|^[<>\[].+[>\]]$|^[▷▶]")
_SENTENCE_END = regex(r"(?:[다요까임함됨음것중]|예정|계획|개최|참석)[.。]?[\"”’')]*$|[.。！？!?][\"”’'」]*$")
_PREDICATE = regex(r"(?:[가-힣]다|밝혔|하였|함|됨|임)(?:[.\s,\"”]|$)")


def is_prose(line: str, language: str) -> bool:
    """Whether the line reads as running text."""
    if language == "zh":
        return len(line) >= 30 and bool(re.search(r"[。，；]", line))
    if language == "en":
        return len(line.split()) >= 12 and bool(re.search(r"[.!?][\"”’)]*(?:\s|$)", line))
    if len(line) >= 32 and _SENTENCE_END.search(line) and _PREDICATE.search(line):
        return True
    if BULLET.match(line) and line[0] not in "-*▶►◇◆▣" and len(line) >= 35:
        return True
    return len(line) >= 75 and not _DECK.match(line)


def is_deck(line: str) -> bool:
    """A line below the headline that says it again: `- … -`, `▷ …`."""
    return bool(_DECK.match(line)) and not _PREDICATE.search(line[-8:])
