"""Makes exchanges with today's services of posts, in the shapes and with the traps that they have: python3 make.py

Everything in them is invented: accounts, ids, texts. A file holds exchanges: what was asked, what was answered."""
import json, os

HERE = os.path.dirname(os.path.abspath(__file__))
JSON = "application/json; charset=utf-8"


def exchange(path, query, status, body, headers=(), method="GET", kind=JSON):
    text = body if isinstance(body, str) else json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return {
        "request": {"method": method, "path": path, "query": query, "headers": {}},
        "response": {"status": status, "headers": [["Content-Type", kind]] + [list(h) for h in headers], "body": text},
    }


def write(name, exchanges):
    path = os.path.join(HERE, name + ".json")
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w") as file:
        json.dump({"exchanges": exchanges}, file, ensure_ascii=False, indent=1)
        file.write("\n")


# Bluesky
KARI, OLA, SIV = ("did:plc:kari%s" % ("a" * 20), "did:plc:ola%s" % ("b" * 21), "did:plc:siv%s" % ("c" * 21))
POST = "app.bsky.feed.post"


def who(did, handle, **more):
    return {"did": did, "handle": handle, "displayName": handle.title(), "labels": [], **more}


def facet(text, part, tag, nth=0):
    start = len(text[: text.index(part)].encode())
    return {
        "index": {"byteStart": start, "byteEnd": start + len(part.encode())},
        "features": [{"$type": "app.bsky.richtext.facet#tag", "tag": tag}],
    }


def item(key, author, created, indexed, text, facets=None, tags=None, langs=None, **more):
    record = {"$type": POST, "createdAt": created, "text": text}
    if facets is not None: record["facets"] = facets
    if tags is not None: record["tags"] = tags
    if langs is not None: record["langs"] = langs
    view = {"uri": f"at://{author['did']}/{POST}/{key}", "cid": "bafy" + key, "author": author, "record": record}
    if indexed: view["indexedAt"] = indexed
    return {"post": view, **more}


kari, ola = who(KARI, "kari.example.org"), who(OLA, "handle.invalid")
siv = who(SIV, "siv.example.org", labels=[{"src": SIV, "val": "!no-unauthenticated"}])
emoji = "👩🏽‍💻🏳️‍🌈 ships #Rust and ＃全角"
old = "three years old #OpenStack"
repost = {
    "$type": "app.bsky.feed.defs#reasonRepost", "by": kari, "uri": f"at://{KARI}/app.bsky.feed.repost/r1",
    "indexedAt": "2026-11-30T09:00:00.000Z",
}
pin = {"$type": "app.bsky.feed.defs#reasonPin"}
FEED = "/xrpc/app.bsky.feed.getAuthorFeed"
write("bluesky/feed", [
    exchange(FEED, f"actor={KARI}&limit=50", 200, {"feed": [
        item("p0", kari, "2024-01-01T00:00:00Z", "2024-01-01T00:00:01Z", "pinned #First", [facet("pinned #First", "#First", "First")], reason=pin),
        item("o1", ola, "2023-11-29T10:00:00Z", "2023-11-29T10:00:00Z", old, [facet(old, "#OpenStack", "OpenStack")], reason=repost),
        item("o1", ola, "2023-11-29T10:00:00Z", "2023-11-29T10:00:00Z", old, [facet(old, "#OpenStack", "OpenStack")],
             reason={**repost, "by": ola, "uri": None}),
        item("k3", kari, "2026-11-30T08:00:00.000Z", "2026-11-30T08:00:00.500Z", emoji,
             [facet(emoji, "#Rust", "Rust"), facet(emoji, "＃全角", "全角")], ["Big Data", ""], ["nb", "en"]),
        item("k2", kari, "2026-11-30T07:00:00Z", "2026-11-30T07:00:00Z", "a reply", reply={"parent": {"blocked": True}}),
        item("k1", kari, "2026-11-30T07:00:00Z", "2026-11-30T06:59:59Z", "twins have one time"),
        item("s1", siv, "2026-11-30T06:00:00Z", "2026-11-30T06:00:00Z", "for members only"),
    ], "cursor": "2026-11-30T06:00:00.402Z"}),
    exchange(FEED, f"actor={KARI}&limit=50&cursor=2026-11-30T06:00:00.402Z", 200, {"feed": [], "cursor": "2026-11-29T00:00:00Z"}),
    exchange(FEED, f"actor={KARI}&limit=50&cursor=2026-11-29T00:00:00Z", 200, {"feed": [
        item("d1", kari, "2031-01-01T00:00:00Z", "2026-11-28T05:00:00Z", "the future"),
        item("d2", kari, "2023-07-20T10:17:40.298101", "2026-11-28T04:00:00Z", "no zone"),
        item("d3", kari, "2026-11-28T04:30:00+02:00", "2026-11-28T03:00:00Z", "an offset"),
        item("d4", kari, "2026-11-28T02:00:00.1234567Z", "2026-11-28T02:00:01Z", "seven digits"),
        item("d5", kari, "1970-01-01T00:00:00Z", "2026-11-28T01:00:00Z", "the beginning"),
        item("d6", kari, "yesterday", "2026-11-28T00:30:00Z", "a word for a time"),
        item("d7", kari, "2026-11-28T00:00:00Z", None, "out of range #x",
             [{"index": {"byteStart": 13, "byteEnd": 4000}, "features": [{"$type": "app.bsky.richtext.facet#tag", "tag": "x"}]},
              {"index": {"byteStart": 9, "byteEnd": 3}, "features": [{"$type": "app.bsky.richtext.facet#tag", "tag": "back"}]},
              {"index": {"byteStart": -1, "byteEnd": 3}, "features": [{"$type": "app.bsky.richtext.facet#tag", "tag": "below"}]},
              {"index": None, "features": 7}, 7]),
        {"post": None}, 7, {"post": {"uri": "at://x/y/z", "author": {}}},
        item("d8", kari, "never", "nor then", "no time at all"),
    ]}),
])
FOLLOWS = "/xrpc/app.bsky.graph.getFollows"
write("bluesky/follows", [
    exchange(FOLLOWS, "actor=kari.example.org&limit=100", 200, {"subject": kari, "follows": [ola, siv, ola, {"handle": "x"}], "cursor": "3n1"}),
    exchange(FOLLOWS, "actor=kari.example.org&limit=100&cursor=3n1", 200, {"subject": kari, "follows": [], "cursor": "3n2"}),
    exchange(FOLLOWS, "actor=kari.example.org&limit=100&cursor=3n2", 200, {"subject": kari, "follows": [kari]}),
])
def fault(status, error, message, **more): return exchange(FEED, "actor=x", status, {"error": error, "message": message}, **more)
LIMIT = [("RateLimit-Limit", "3000"), ("RateLimit-Remaining", "0"), ("RateLimit-Reset", "1796040300"), ("RateLimit-Policy", "3000;w=300")]
write("bluesky/errors", [
    fault(400, "InvalidRequest", "Profile not found"), fault(400, "InvalidRequest", "Actor not found: did:plc:x"),
    fault(400, "InvalidRequest", "Unable to resolve handle"), fault(400, "AccountTakedown", "Account has been suspended"),
    fault(400, "AccountDeactivated", "Account is deactivated"), fault(400, "BlockedByActor", "Requester is blocked by actor"),
    fault(400, "InvalidRequest", "Error: limit can not be greater than 100"), fault(401, "AuthMissing", "Authentication Required"),
    fault(429, "RateLimitExceeded", "Rate Limit Exceeded", headers=LIMIT + [("Retry-After", "17")]),
    fault(502, "UpstreamFailure", "Upstream Failure"),
    exchange(FEED, "actor=x", 403, "<html>Forbidden</html>", kind="text/html"),
    exchange(FEED, "actor=x", 429, "slow down", kind="text/plain"), exchange(FEED, "actor=x", 504, "<html></html>", kind="text/html"),
])
write("bluesky/sessions", [
    exchange("/xrpc/com.atproto.server.createSession", "", 200, {
        "did": KARI, "handle": "kari.example.org", "accessJwt": "eyJ0.first.access", "refreshJwt": "eyJ0.first.refresh", "active": True,
        "didDoc": {"id": KARI, "service": [{"id": "#other", "serviceEndpoint": "https://x.example"},
                                           {"id": "#atproto_pds", "serviceEndpoint": "https://pds.example.net/"}]}}, method="POST"),
    exchange("/xrpc/com.atproto.server.createSession", "", 401, {"error": "AuthFactorTokenRequired", "message": "A sign in code has been sent"}, method="POST"),
    exchange("/xrpc/com.atproto.server.refreshSession", "", 400, {"error": "ExpiredToken", "message": "Token has been revoked"}, method="POST"),
])


def commit(did, collection, key, operation, record=None, us=1796030000000000, rev="3a"):
    inner = {"rev": rev, "operation": operation, "collection": collection, "rkey": key}
    if record is not None: inner.update(record=record, cid="bafy")
    return {"did": did, "time_us": us, "kind": "commit", "commit": inner}


def second(did, collection, key, operation, record=None, seq=7, time="2026-11-30T11:00:00.000001Z"):
    return {"$type": "message", "payload": {"$type": "network.bsky.jetstream.subscribeEvents#commit", "seq": seq, "did": did,
            "time": time, **commit(did, collection, key, operation, record)["commit"]}}


like = {"$type": "app.bsky.feed.like", "createdAt": "2026-11-30T10:00:00Z", "subject": {"uri": "at://x/y/z"}}
live = {"$type": POST, "createdAt": "2031-01-01T00:00:00Z", "text": emoji, "facets": [facet(emoji, "#Rust", "Rust")], "langs": ["nb"]}
boost = {"$type": "app.bsky.feed.repost", "createdAt": "2026-11-30T09:00:00Z", "subject": {"uri": f"at://{OLA}/{POST}/o1", "cid": "b"}}
frames = [
    commit(KARI, POST, "n1", "create", live), commit(KARI, "app.bsky.feed.like", "l1", "create", like, us=1796030000000900),
    commit(OLA, POST, "o1", "delete", us=1796030000000100), commit(KARI, "app.bsky.feed.repost", "r2", "create", boost),
    commit(KARI, POST, "n1", "update", {**live, "text": "edited"}, rev="3b"), commit(KARI, POST, "n1", "create", live),
    {"did": OLA, "time_us": 1796030001000000, "kind": "identity", "identity": {"did": OLA, "handle": "ola.example.org"}},
    {"did": OLA, "time_us": 1796030002000000, "kind": "account", "account": {"did": OLA, "active": False, "status": "deleted"}},
    {"did": OLA, "time_us": 1796030003000000, "kind": "to-come", "x": {}},
    {"$type": "message", "payload": {"$type": "network.bsky.jetstream.subscribeEvents#info", "name": "OutdatedCursor", "message": "clamped"}},
    second(KARI, POST, "n2", "create", live), second(OLA, POST, "o1", "delete", seq=8), second(KARI, "app.bsky.graph.follow", "f", "delete", seq=9),
    {"$type": "message", "payload": {"$type": "network.bsky.jetstream.subscribeEvents#account", "seq": 10, "did": OLA,
     "time": "2026-11-30T11:00:01Z", "account": {"active": True, "did": OLA}}},
    {"$type": "error", "error": "ConsumerTooSlow", "message": "reading below the floor rate"},
]
stream = exchange("/subscribe", "", 101, "")
stream["response"]["frames"] = [json.dumps(f, ensure_ascii=False, separators=(",", ":")) for f in frames]
write("bluesky/jetstream", [stream])

# Mastodon
HOST = "https://mastodon.example"


def account(id, acct, **more): return {"id": id, "username": acct.split("@")[0], "acct": acct, "display_name": "", **more}


def linked(tag): return f'<a href="{HOST}/tags/{tag.lower()}" class="mention hashtag" rel="tag">#<span>{tag}</span></a>'


def status(id, content, tags=(), by=None, **more):
    base = {"id": id, "created_at": "2026-11-20T08:00:00.123Z", "visibility": "public", "language": "nb", "spoiler_text": "",
            "content": content, "account": by or account("7001", "runa"), "reblog": None,
            "tags": [{"name": t, "url": f"{HOST}/tags/{t}"} for t in tags]}
    return {**base, **more}


def limits(left, fraction): return [("X-RateLimit-Limit", "300"), ("X-RateLimit-Remaining", str(left)), ("X-RateLimit-Reset", f"2026-11-30T12:05:00.{fraction}Z")]


S = "/api/v1/accounts/7001/statuses"
page_one = [
    status("116000000000000009", f"<p>First {linked('GopherCon')} and {linked('gophercon')}<br />second line</p><p>next &amp; last</p>", ["gophercon"]),
    status("116000000000000008", "<p>not linked: #Unlinked</p>", language=None),
    status("116000000000000007", "<p>by list only</p>", ["bigdata"], spoiler_text="CW: data"),
    status("116000000000000006", f"<p>{linked('Blåbær')} {linked('日本語タグ')}</p>", ["blåbær", "日本語タグ"]),
    status("116000000000000005", "", by=account("7001", "runa"), created_at="2026-11-30T07:00:00.000Z", language=None,
           reblog=status("90", f"<p>old {linked('OpenStack')}</p>", ["openstack"], by=account("8", "tor@fedi.example"), created_at="2023-01-01T00:00:00Z")),
    status("116000000000000004", '<p><span class="h-card"><a href="https://e.x/@a" class="u-url mention">@<span>a</span></a></span> see '
           '<a href="https://example.com/long/path"><span class="invisible">https://</span><span class="ellipsis">example.com/long</span>'
           '<span class="invisible">/path</span></a> &lt;b&gt; &quot;q&quot; &#39;x&#39; &unknown; a < b</p>'),
    status("116000000000000003", "<p>for followers</p>", visibility="private"),
    status("116000000000000002", "<p>unlisted</p>", visibility="unlisted", pinned=True),
]
write("mastodon/statuses", [
    exchange(S, "limit=40", 200, page_one, limits(299, "212100") + [("Link", f'<{HOST}{S}?limit=40&max_id=116000000000000002>; rel="next", <{HOST}{S}?limit=40&min_id=116000000000000009>; rel="prev"')]),
    exchange(S, "limit=40&max_id=116000000000000002", 200, [], limits(298, "484477") + [("Link", f'<{HOST}{S}?limit=40&max_id=116000000000000001>; rel="next"')]),
    exchange(S, "limit=40&max_id=116000000000000001", 200, [
        status("99", "<p>a short id</p>"), {"id": "98"}, 7, status("97", "<p>x</p>", created_at="soon"), status("96", "<p>x</p>", account=None),
    ], limits(297, "756458") + [("Link", f'<{HOST}{S}?limit=40&min_id=99>; rel="prev"')]),
])
F = "/api/v1/accounts/7000/following"
write("mastodon/following", [
    exchange("/api/v1/accounts/lookup", "acct=unn", 200, account("7000", "unn"), limits(300, "1")),
    exchange(F, "limit=80", 200, [account("7001", "runa"), account("7002", "tor@fedi.example")], limits(299, "1") + [("Link", f'<{HOST}{F}?limit=80&max_id=55>; rel="next", <{HOST}{F}?since_id=77>; rel="prev"')]),
    exchange(F, "limit=80&max_id=55", 200, [account("7003", "siv", suspended=True), account("7001", "runa"), {"acct": "nobody"}], limits(298, "1") + [("Link", f'<{HOST}{F}?limit=80&since_id=54>; rel="prev"')]),
])
write("mastodon/errors", [
    exchange(S, "", 401, {"error": "Zugriffstoken ungültig"}), exchange(S, "", 403, {"error": "This action is outside the authorized scopes"}),
    exchange(S, "", 404, {"error": "Record not found"}), exchange(S, "", 404, "", kind="text/html"), exchange(S, "", 410, {"error": "Gone"}),
    exchange(S, "", 422, {"error": "バリデーションに失敗しました"}), exchange(S, "", 429, {"error": "Too many requests"}, limits(0, "901221")),
    exchange(S, "", 503, "<!DOCTYPE html><html></html>", kind="text/html"), exchange(S, "", 522, "<html></html>", kind="text/html"),
    exchange(S, "", 404, {"error": {"message": "Unknown API endpoint.", "code": "UNKNOWN_API_ENDPOINT", "id": "2ca3", "kind": "client"}}),
])
A = "/api/v1/accounts/AbCdEfGhIjKlMnOpQ1/statuses"
write("mastodon/kin", [
    exchange(A, "limit=40", 200, [status("AkQ9xZ3vB0mN7pLwOe", f'<p><a class="hashtag" data-tag="pleroma" href="https://akk.example/tag/pleroma" rel="tag ugc">#Pleroma</a></p>', ["Pleroma"], pleroma={"local": True}), status("AkQ9xZ3vB0mN7pLwOd", "<p>x</p>")]),
    exchange(A, "limit=40&max_id=AkQ9xZ3vB0mN7pLwOd", 200, [status("AkQ9xZ3vB0mN7pLwOc", "<p>y</p>")]),
    exchange(A, "limit=40&max_id=AkQ9xZ3vB0mN7pLwOc", 200, []),
    exchange("/api/v2/instance", "", 200, {"version": "4.6.4", "configuration": {"urls": {"streaming": "wss://stream.mastodon.example"}}}),
    exchange("/api/v1/instance", "", 200, {"version": "2.7.2 (compatible; Akkoma 3.13.2-0)", "urls": {"streaming_api": "wss://akk.example/"}}),
    exchange("/api/v1/instance", "", 200, {"version": "0.17.0 GoToSocial", "urls": {}}),
])
def event(name, data): return f"event: {name}\ndata: {data if isinstance(data, str) else json.dumps(data, ensure_ascii=False)}\n\n"
write("mastodon/stream", [exchange("/api/v1/streaming/user", "", 200,
    ":)\n" + event("update", page_one[0]) + ":thump\n" + event("notification", {"id": "1"}) + event("status.update", {**page_one[0], "content": "<p>edited</p>"})
    + event("delete", "116000000000000009") + event("update", page_one[6]) + "data: x\ndata: y\n\n: bye\n", kind="text/event-stream")])

# X
T = "/2/users/4001/tweets"
RATE = [("Date", "Mon, 30 Nov 2026 12:00:00 UTC"), ("x-rate-limit-limit", "900"), ("x-rate-limit-remaining", "899"), ("x-rate-limit-reset", "1796040900")]
def tweet(id, text, tags=(), **more): return {"id": id, "text": text, "author_id": "4001", "created_at": "2026-11-21T10:15:20.000Z", "lang": "en", "entities": {"hashtags": [{"start": 0, "end": 1, "tag": t} for t in tags]}, **more}
write("x/posts", [
    exchange(T, "max_results=40", 200, {"data": [
        tweet("1990000000000000009", "🐹👩🏽‍💻 #GopherCon", ["GopherCon"]),
        {**tweet("1990000000000000008", "RT @b: cut off #Op…"), "entities": None, "referenced_tweets": [{"type": "retweeted", "id": "71"}]},
        tweet("1990000000000000007", "a quote #Rust", ["Rust"], referenced_tweets=[{"type": "quoted", "id": "72"}]),
        tweet("1990000000000000006", "long …", note_tweet={"text": "the whole &amp;lt; text #LongPost", "entities": {"hashtags": [{"tag": "LongPost"}]}}),
        tweet("1990000000000000005", "&lt;b&gt; &amp; more", lang="zxx"),
        {"id": "1990000000000000004", "text": "fields were not asked for"},
        {"text": "no id"}, tweet("12", "an early id", created_at="x"),
    ], "includes": {"users": [{"id": "4001", "username": "rune"}], "tweets": [
        {"id": "71", "text": "the whole #OpenStack #Neutron", "entities": {"hashtags": [{"tag": "OpenStack"}, {"tag": "Neutron"}]}},
        tweet("72", "quoted #Zig", ["Zig"])]},
     "errors": [{"value": "73", "title": "Not Found Error", "type": "https://api.twitter.com/2/problems/resource-not-found"}],
     "meta": {"result_count": 8, "next_token": "7140a"}}, RATE),
    exchange(T, "max_results=32&pagination_token=7140a", 200, {"meta": {"result_count": 0, "next_token": "7140b"}}, RATE),
    exchange(T, "max_results=32&pagination_token=7140b", 200, {"data": [tweet("1980000000000000001", "#日本語タグ", ["日本語タグ"])], "meta": {"result_count": 1}}, RATE),
    exchange(T, "since_id=1990000000000000009", 200, {"meta": {"result_count": 0}}, RATE),
    exchange("/2/users/by", "usernames=rune%2Cgone", 200, {"data": [{"id": "4001", "name": "R", "username": "Rune"}], "errors": [{"value": "gone", "detail": "Could not find user with usernames: [gone].", "title": "Not Found Error", "type": "https://api.twitter.com/2/problems/resource-not-found"}]}, RATE),
    exchange("/2/users/4000/following", "max_results=1000", 200, {"data": [{"id": "4001", "username": "rune"}, {"id": "x"}], "meta": {"result_count": 2, "next_token": "f2"}}, RATE),
    exchange("/2/users/me", "", 200, {"data": {"id": "4000", "username": "unn"}}, RATE),
])
def problem(status, title, kind, headers=(), **more): return exchange(T, "", status, {"title": title, "detail": "words", "type": "https://api.twitter.com/2/problems/" + kind if kind else "about:blank", **more}, headers)
def part(kind, detail): return exchange(T, "", 200, {"errors": [{"value": "9", "detail": detail, "title": "t", "type": "https://api.twitter.com/2/problems/" + kind}]}, RATE)
write("x/errors", [
    problem(401, "Unauthorized", ""), problem(402, "CreditsDepleted", "credits", account_id=2056915467785113601),
    problem(403, "SpendCapReached", "credits", reset_date="2026-12-24", account_id=2056915467785113601),
    problem(403, "Client Forbidden", "client-forbidden"), problem(403, "Unsupported Authentication", "unsupported-authentication"),
    part("resource-not-found", "Could not find user"), part("not-authorized-for-resource", "Sorry"), part("resource-not-found", "User has been suspended: [9]."),
    problem(400, "Invalid Request", "invalid-request"), problem(429, "Too Many Requests", "", [("x-rate-limit-limit", "900"), ("x-rate-limit-remaining", "0"), ("x-rate-limit-reset", "1796040900")]),
    problem(429, "UsageCapExceeded", "usage-capped"), exchange(T, "", 503, "<html>over capacity</html>", kind="text/html"), exchange(T, "", 404, "", kind="text/plain"),
])

# Feeds
RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>Hytta &amp; fjellet</title><link>https://hytta.example/</link><language>nb-NO</language><image><title>x</title></image>
<item><title>Om #Ski &amp; slikt</title><link>https://hytta.example/1</link><guid isPermaLink="false">tag:1</guid><pubDate>Sun, 29 Nov 2026 20:15:00 +0100</pubDate>
<dc:creator><![CDATA[unn]]></dc:creator><category><![CDATA[ Big Data ]]></category><category>golang</category><media:title>not this</media:title>
<description><![CDATA[<p>kort</p>]]></description><content:encoded><![CDATA[<p>lang <a class="mention hashtag" rel="tag">#<span>GoLang</span></a></p>]]></content:encoded></item>
<item><title/><link>https://hytta.example/2</link><pubDate>28 Nov 26 10:00 EST</pubDate><description>no guid &#8212; no tags</description></item>
<item><title>nothing else</title></item><item><guid>g</guid><title>no time</title></item>
</channel></rss>
"""
ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Releases</title><author><name>Tor</name><email>t@example.com</email></author><updated>2026-11-29T12:00:00Z</updated>
<entry><id>tag:2</id><title type="html">v3 &lt;b&gt;out&lt;/b&gt;</title><updated>2026-11-29T12:00:00Z</updated><published>2026-11-28T23:59:60Z</published><link rel="self" href="https://r.example/self"/><link href="https://r.example/2"/>
<category term="rust" label="Rust"/><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>a &amp; b</p></div></content></entry>
<entry><id>tag:3</id><title>a &lt; b</title><updated>2026-11-29T12:00:00+02:00</updated><author><name>Siv</name></author></entry></feed>
"""
RDF = """<?xml version="1.0" encoding="ISO-8859-1"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="x"><title>Old</title><items><rdf:Seq><rdf:li resource="y"/></rdf:Seq></items></channel>
<item rdf:about="y"><title>plain</title><link>https://old.example/y</link><dc:date>2026-11-01T10:00:00+01:00</dc:date><dc:subject>web</dc:subject></item></rdf:RDF>
"""
VALID = [("ETag", '"v1"'), ("Last-Modified", "Sun, 29 Nov 2026 20:16:00 GMT")]
XML = "application/rss+xml; charset=UTF-8"
write("feeds/feeds", [
    exchange("/feed/", "", 200, RSS, VALID, kind=XML), exchange("/feed/", "", 304, "", VALID, kind=XML), exchange("/releases.atom", "", 200, ATOM, kind="application/atom+xml"),
    exchange("/old.rdf", "", 200, RDF, kind=XML), exchange("/gone", "", 410, "gone", kind="text/html"), exchange("/moved", "", 301, "", [("Location", "/feed/")]),
    exchange("/doctype", "", 200, '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bb">]><rss><channel><title>&b;</title></channel></rss>', kind="text/xml"),
    exchange("/page", "", 200, "<!DOCTYPE html><html><body>a page</body></html>", kind="text/html"),
])
