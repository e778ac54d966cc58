"""Answers of feeds and of the press-release service, of our own making."""

RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>견본부 소식</title>
<item><title>강물산업 협력</title><link>/1</link><guid>n1</guid>
<pubDate>Thu, 05 Nov 2026 09:00:00 +0900</pubDate></item>
<item><title>다른 곳의 글</title><link>https://elsewhere.example/2</link><description>짧은 말</description>
<content:encoded><![CDATA[<p>견본부는 협약을 맺었다.</p>]]></content:encoded></item></channel></rss>""".encode()
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>省厅</title><entry><id>tag:1</id><title>水产业</title>
<link rel="self" href="/self"/><link href="https://news.example/zh/1"/><updated>2026-11-05T01:00:00Z</updated>
<summary>摘要</summary></entry></feed>""".encode()
ANSWER = """<response><header><resultCode>0</resultCode><resultMsg>NORMAL_SERVICE</resultMsg></header><body>
<NewsItem><NewsItemId>900001</NewsItemId><ContentsStatus>I</ContentsStatus>
<ApproveDate>11/05/2026 09:00:00</ApproveDate>
<Title><![CDATA[견본시 &#039;강물&#039; 포럼 개최]]></Title><ContentsType>H</ContentsType>
<DataContents><![CDATA[<p>견본환경부(장관 김견본)는 11월 5일
견본시에서 ‘제7회 강물산업 협력 포럼’을 개최했다.</p>]]></DataContents>
<MinisterCode>환경부</MinisterCode><OriginalUrl>https://www.korea.kr/sample?newsId=900001</OriginalUrl></NewsItem>
<NewsItem><NewsItemId>900002</NewsItemId><ContentsStatus>D</ContentsStatus><Title>거둔 글</Title></NewsItem>
</body></response>""".encode()
REFUSAL = b"""<OpenAPI_ServiceResponse><cmmMsgHeader><errMsg>SERVICE ERROR</errMsg>
<returnAuthMsg>SERVICE_KEY_IS_NOT_REGISTERED_ERROR</returnAuthMsg><returnReasonCode>30</returnReasonCode>
</cmmMsgHeader></OpenAPI_ServiceResponse>"""
