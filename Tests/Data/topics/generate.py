#!/usr/bin/env python3
"""Makes posts in the shapes of four services and what is to be counted in them. Python 3.11 alone.

    python3 Tests/Data/topics/generate.py

The posts are invented; only their shapes are those of the services. `expected.json` comes from readers written for this file
with the json module: they read the files back and know neither the program nor how the posts were made.
"""
import collections
import datetime
import json
import os
import random

HERE = os.path.dirname(os.path.abspath(__file__))
START = datetime.datetime(2021, 3, 1, 8, tzinfo=datetime.timezone.utc)
TAGS = ["Swift", "swift", "SWIFT", "BigData", "bigdata", "OpenStack", "Fjelltur", "\u00c5lesund", "\u00e5lesund",
        "\u0130stanbul", "\u30d4\u30b6\u306e\u65e5", "\uc6d0\ud638", "Stra\u00dfe", "STRASSE", "\u041c\u043e\u0441\u043a\u0432\u0430",
        "caf\u00e9", "cafe\u0301", "2021", "C3PO", "naïve_co2"]
WORDS = "early rain over the harbour and somebody reads a long list of numbers to a cat \U0001f408 near caf\u00e9 five".split()
dice = random.Random(1583)


def pick():
    # A few tags are much more frequent than the others, as in life; one post in eight repeats one.
    tags = [TAGS[min(int(dice.expovariate(0.13)), len(TAGS) - 1)] for _ in range(dice.choice([0, 0, 1, 1, 2, 3]))]
    return tags + tags[:1] if dice.random() < 0.125 else tags


def sentence(tags):
    words = [dice.choice(WORDS) for _ in range(dice.randint(3, 8))]
    for tag in tags:
        words.insert(dice.randint(0, len(words)), "#" + tag)
    return " ".join(words)


def places(text, tags, measure=len):
    """Where each tag stands; measured in code points or in UTF-8 bytes."""
    found, start = [], 0
    order = sorted(range(len(tags)), key=lambda i: text.find("#" + tags[i]))
    for i in order:
        at = text.find("#" + tags[i], start)
        at = text.find("#" + tags[i]) if at < 0 else at
        found.append((tags[i], measure(text[:at]), measure(text[:at + len(tags[i]) + 1])))
        start = at + 1
    return found


def clock(n):
    return START + datetime.timedelta(seconds=977 * n)


# Version 1.1: one post a line, reposts, quotes, extended texts

def tweet(n, depth=0):
    tags = pick()
    text = sentence(tags)
    post = {
        "created_at": clock(n).strftime("%a %b %d %H:%M:%S +0000 %Y"), "id": 1366000000000000000 + n,
        "id_str": str(1366000000000000000 + n), "text": text, "truncated": False,
        "entities": {"hashtags": [{"text": t, "indices": [a, b]} for t, a, b in places(text, tags)], "urls": []},
        "user": {"id": 900 + n % 17, "id_str": str(900 + n % 17), "screen_name": f"invented_{n % 17}",
                 "description": "#never counted", "entities": {"description": {"urls": []}}},
        "lang": dice.choice(["en", "no", "de", "und"])}
    kind = dice.random() if depth == 0 else 1
    if kind < 0.2:
        inner = tweet(n + 5000, 1)
        post["retweeted_status"] = inner
        post["text"] = "RT @invented: " + inner["text"][:60] + "\u2026"
        # What is cut off is not in the outer post's list.
        post["entities"]["hashtags"] = inner["entities"]["hashtags"][:1]
    elif kind < 0.35:
        post["is_quote_status"] = True
        post["quoted_status"] = tweet(n + 6000, 1)
    elif kind < 0.55:
        more = tags + pick()
        whole = sentence(more)
        post["truncated"] = True
        post["extended_tweet"] = {"full_text": whole, "entities": {
            "hashtags": [{"text": t, "indices": [a, b]} for t, a, b in places(whole, more)]}}
    if depth == 0 and dice.random() < 0.1 and "retweeted_status" in post:
        own = post["retweeted_status"]
        more = [t["text"] for t in own["entities"]["hashtags"]] + ["Fjelltur"]
        own["extended_tweet"] = {"full_text": sentence(more), "entities": {"hashtags": [{"text": t} for t in more]}}
    return post


def read_v1(text, rule):
    for line in text.splitlines():
        post = json.loads(line)
        if rule == "full":
            post = post.get("retweeted_status", post)
            post = {**post, "entities": post.get("extended_tweet", post)["entities"]}
        yield [t["text"] for t in post["entities"]["hashtags"]]


# Version 2: pages of data with what they refer to

def pages():
    result = []
    for page in range(3):
        data = []
        for k in range(dice.randint(9, 14)):
            n = 10_000 + page * 100 + k
            tags = pick()
            text = sentence(tags)
            entry = {"id": str(n), "author_id": str(n % 7), "text": text, "lang": "en",
                     "created_at": clock(n).strftime("%Y-%m-%dT%H:%M:%S.000Z"),
                     "context_annotations": [{"entity": {"id": "1", "name": "#never"}}]}
            if tags:
                entry["entities"] = {"hashtags": [{"start": a, "end": b, "tag": t} for t, a, b in places(text, tags)]}
            data.append(entry)
        other = {**data[0], "id": "9", "entities": {"hashtags": [{"start": 0, "end": 6, "tag": "never"}]}}
        result.append({"data": data, "includes": {"users": [{"id": "1", "username": "invented"}], "tweets": [other]},
                       "meta": {"result_count": len(data), "newest_id": data[0]["id"]}})
    return result


def read_v2(text, rule):
    for line in text.splitlines():
        for post in json.loads(line)["data"]:
            yield [t["tag"] for t in post.get("entities", {}).get("hashtags", [])]


# Mastodon: an array of statuses, boosts with their tags inside

def status(n, depth=0):
    tags = list(dict.fromkeys(t.lower() for t in pick()))
    post = {"id": str(104000000000000000 + n), "created_at": clock(n).strftime("%Y-%m-%dT%H:%M:%S.664Z"),
            "language": "en", "content": "<p>" + sentence([]) + "</p>", "reblog": None,
            "account": {"id": str(n % 5), "acct": f"invented{n % 5}@example.org", "note": "<p>#never</p>"},
            "tags": [{"name": t, "url": "https://example.org/tags/" + t} for t in tags], "card": None}
    if depth == 0 and dice.random() < 0.25:
        post["reblog"], post["content"], post["tags"] = status(n + 900, 1), "", []
    return post


def read_mastodon(text, rule):
    for post in json.loads(text):
        post = post["reblog"] or post if rule == "full" else post
        yield [t["name"] for t in post["tags"]]


# Bluesky: events of the jetstream; facets count UTF-8 bytes, and a record has a list of its own too

def event(n):
    kind = dice.random()
    frame = {"did": f"did:plc:invented{n % 9}", "time_us": int(clock(n).timestamp() * 1e6), "kind": "commit"}
    if kind < 0.1:
        return {**frame, "kind": "identity", "identity": {"did": frame["did"], "handle": "invented.example"}}
    if kind < 0.3:
        return {**frame, "commit": {"operation": "create", "collection": "app.bsky.feed.like", "rkey": f"k{n}",
                                    "record": {"$type": "app.bsky.feed.like", "createdAt": clock(n).isoformat()}}}
    if kind < 0.4:
        return {**frame, "commit": {"operation": "delete", "collection": "app.bsky.feed.post", "rkey": f"k{n}"}}
    tags = pick()
    text = sentence(tags)
    record = {"$type": "app.bsky.feed.post", "createdAt": clock(n).strftime("%Y-%m-%dT%H:%M:%S.000Z"), "langs": ["en"],
              "text": text, "facets": [
                  {"index": {"byteStart": a, "byteEnd": b},
                   "features": [{"$type": "app.bsky.richtext.facet#tag", "tag": t}]}
                  for t, a, b in places(text, tags, lambda part: len(part.encode()))]}
    record["facets"].append({"index": {"byteStart": 0, "byteEnd": 1},
                             "features": [{"$type": "app.bsky.richtext.facet#link", "uri": "https://never.example"}]})
    if dice.random() < 0.2:
        record["tags"] = ["Fjelltur"]
    return {**frame, "commit": {"operation": "create", "collection": "app.bsky.feed.post", "rkey": f"k{n}",
                                "record": record}}


def read_bluesky(text, rule):
    for line in text.splitlines():
        commit = json.loads(line).get("commit", {})
        if commit.get("operation") == "create" and commit["collection"] == "app.bsky.feed.post":
            record = commit["record"]
            facets = [f["tag"] for facet in record["facets"] for f in facet["features"] if "tag" in f]
            yield facets + record.get("tags", [])


def counts(posts):
    posts = [[t.lower() for t in tags] for tags in posts]
    every = collections.Counter(t for tags in posts for t in tags)
    once = collections.Counter(t for tags in posts for t in set(tags))

    def top(counter):
        return [[t, n] for t, n in sorted(counter.items(), key=lambda x: (-x[1], x[0]))[:10]]
    return {"posts": len(posts), "with_hashtags": sum(bool(t) for t in posts), "without": sum(not t for t in posts),
            "tags": sum(every.values()), "distinct": len(every), "top10": top(every), "top10_once_per_post": top(once)}


def dump(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


if __name__ == "__main__":
    files = {
        "v1/tweets.ndjson": ("\n".join(dump(tweet(n)) for n in range(70)) + "\n", read_v1),
        "v2/pages.ndjson": ("\n".join(dump(p) for p in pages()) + "\n", read_v2),
        "mastodon/timeline.json": (dump([status(n) for n in range(24)]) + "\n", read_mastodon),
        "bluesky/jetstream.ndjson": ("\n".join(dump(event(n)) for n in range(60)) + "\n", read_bluesky)}
    expected = {}
    for name, (text, reader) in files.items():
        os.makedirs(os.path.dirname(f"{HERE}/{name}"), exist_ok=True)
        with open(f"{HERE}/{name}", "w", encoding="utf-8") as file:
            file.write(text)
        expected[name] = {"policy_top_level": counts(list(reader(text, "top-level"))),
                          "policy_full": counts(list(reader(text, "full")))}
    with open(f"{HERE}/expected.json", "w", encoding="utf-8") as file:
        json.dump(expected, file, ensure_ascii=False, indent=1)
        file.write("\n")
