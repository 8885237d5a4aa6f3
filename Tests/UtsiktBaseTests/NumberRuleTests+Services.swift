extension NumberRuleTests {
    /// The same for the services that people use today.
    static let allowedOfServices: [Group] = [
        Group(
            file: "UtsiktSources/Bluesky/BlueskyService.swift",
            reason:
                "settings are bounded where they are read; pages of a task keep themselves within 1,000,000; constants",
            lines: [
                #"problems += PostSettings.unusable(values, remedy: "") {"#
            ]),
        Group(
            file: "UtsiktSources/Bluesky/BlueskySession.swift",
            reason:
                "settings are bounded where they are read; pages of a task keep themselves within 1,000,000; constants",
            lines: [
                #"guard let text = value?.text, !text.isEmpty, text.utf8.count <= 16 << 10,"#
            ]),
        Group(
            file: "UtsiktSources/Bluesky/BlueskySource.swift",
            reason:
                "settings are bounded where they are read; pages of a task keep themselves within 1,000,000; constants",
            lines: [
                #"let limit = min(100, wanted + Self.reserve)"#,
                #"return try await transport.follow(HTTPCall(url: options.baseURL + path, headers: headers))"#,
            ]),
        Group(
            file: "UtsiktSources/Bluesky/JetstreamCursor.swift",
            reason:
                "settings are bounded where they are read; pages of a task keep themselves within 1,000,000; constants",
            lines: [
                #"static let lookbackSeconds: Int64 = 36 * 3600"#,
                #"case .one: return max(0, max(0, highest) - Self.overlapSeconds * 1_000_000)"#,
                #"if version == .two { query = ["", ""] + query }"#,
                #"query += inAddress.map { "" }"#,
            ]),
        Group(
            file: "UtsiktSources/Feeds/FeedAddress.swift",
            reason:
                "places within bytes in memory; digits whose number is limited; texts below their limit are joined; constants",
            lines: [
                #"var label = address.authority + address.path.prefix { $0 != "" }"#,
                #"return label(text) + "" + String(repeating: "", count: 8 - digits.count) + digits"#,
            ]),
        Group(
            file: "UtsiktSources/Feeds/FeedDate.swift",
            reason:
                "places within bytes in memory; digits whose number is limited; texts below their limit are joined; constants",
            lines: [
                #"return year < 50 ? 2000 + year : 1900 + year"#,
                #"if let hours = names[word.lowercased()] { return hours * 3600 }"#,
                #"let seconds = number / 100 * 3600 + number % 100 * 60"#,
            ]),
        Group(
            file: "UtsiktSources/Feeds/FeedDocument.swift",
            reason:
                "places within bytes in memory; digits whose number is limited; texts below their limit are joined; constants",
            lines: [
                #"case .text(let more): if text.utf8.count < PostBounds.longestText { text += more }"#,
                #"case .text(let more): if text.utf8.count < PostBounds.longestID { text += more }"#,
                #"let tags = TagSpelling.shown(names, in: long.tags + short.tags)"#,
            ]),
        Group(
            file: "UtsiktSources/Feeds/FeedEncoding.swift",
            reason:
                "places within bytes in memory; digits whose number is limited; texts below their limit are joined; constants",
            lines: [
                #"if (0x80..<0xA0).contains(byte) { return windows[Int(byte) - 0x80] }"#,
                #"return isBig ? a << 8 | b : b << 8 | a"#,
            ]),
        Group(
            file: "UtsiktSources/Feeds/FeedsSource.swift",
            reason:
                "places within bytes in memory; digits whose number is limited; texts below their limit are joined; constants",
            lines: [
                #"static let sizeLimit = 4 << 20"#
            ]),
        Group(
            file: "UtsiktSources/Feeds/XMLReader.swift",
            reason:
                "places within bytes in memory; digits whose number is limited; texts below their limit are joined; constants",
            lines: [
                #"return bytes.count - at >= letters.count && bytes[at..<(at + letters.count)].elementsEqual(letters)"#,
                #"guard let end = index(of: word, from: at + 2) else { throw fault(reason) }"#,
                #"at = end + word.utf8CodeUnitCount"#,
                #"guard let end = index(of: "", from: at + 9) else { throw fault("") }"#,
                #"defer { at = end + 3 }"#,
                #"return String(decoding: bytes[(at + 9)..<end], as: UTF8.self)"#,
                #"guard at > start, at - start <= Self.longestName, !(0x30...0x39).contains(bytes[start]), bytes[start] != 0x2D,"#,
                #"at += 2"#,
            ]),
        Group(
            file: "UtsiktSources/Finding/FoundPlace.swift",
            reason: "fractions",
            lines: [
                #"let north = sin(radians(b.latitude - a.latitude) / 2)"#,
                #"let east = sin(radians(b.longitude - a.longitude) / 2)"#,
                #"let share = north * north + cos(radians(a.latitude)) * cos(radians(b.latitude)) * east * east"#,
                #"return 2 * radius * asin(min(1, share.squareRoot()))"#,
            ]),
        Group(
            file: "UtsiktSources/Frost/FrostJSON.swift",
            reason: "fractions; constants",
            lines: [
                #"guard body.count < 64 << 10, let answer = try? JSONDecoder().decode(ErrorAnswer.self, from: Data(body)) else {"#,
                #"let height = value.level.map { abs($0 - element.height) } ?? 0"#,
            ]),
        Group(
            file: "UtsiktSources/Frost/FrostWire.swift",
            reason: "fractions; constants",
            lines: [
                #"headers: [.accept: "", .authorization: authorization], sizeLimit: 12 << 20)"#
            ]),
        Group(
            file: "UtsiktSources/HTTP/BoundedElements.swift",
            reason: "numbers of elements in memory",
            lines: [
                #"dropped = max(0, (container.count ?? list.count) - list.count)"#
            ]),
        Group(
            file: "UtsiktSources/IEM/IEMRow.swift",
            reason: "fractions",
            lines: [
                #"return abs(celsius - reported) <= 0.6 ? own : table"#,
                #"return FieldReading((kilometres * 10).rounded() / 10, .visibility, .same)"#,
            ]),
        Group(
            file: "UtsiktSources/Mastodon/MastodonInstance.swift",
            reason: "texts and lists are joined; settings and positions are bounded where they are read; constants",
            lines: [
                #"text = plain + text.dropFirst(socket.count)"#
            ]),
        Group(
            file: "UtsiktSources/Mastodon/MastodonPaging.swift",
            reason: "texts and lists are joined; settings and positions are bounded where they are read; constants",
            lines: [
                #"relations += pair[1].filter { $0 != "" }.split(separator: "")"#,
                #"guard self.taken + ids.count < wanted else { return Step() }"#,
                #"let taken = self.taken + max(1, ids.count)"#,
            ]),
        Group(
            file: "UtsiktSources/Mastodon/MastodonSource.swift",
            reason: "texts and lists are joined; settings and positions are bounded where they are read; constants",
            lines: [
                #"return seeds + actors.map { task("", $0.label) }"#,
                #"let longest = (lengths.isEmpty ? 0 : lengths[lengths.count / 2]) + 2"#,
                #"let call = HTTPCall(url: options.baseURL + path, headers: headers)"#,
                #"return (words + [String(depth)]).joined(separator: "")"#,
            ]),
        Group(
            file: "UtsiktSources/Mastodon/ServerSentEvents.swift",
            reason: "texts and lists are joined; settings and positions are bounded where they are read; constants",
            lines: [
                #"static let longest = 4 << 20"#,
                #"line += bytes"#,
                #"defer { line.removeAll(keepingCapacity: line.count < 1 << 16) }"#,
                #"data += value"#,
            ]),
        Group(
            file: "UtsiktSources/Metar/Metar+Reading.swift",
            reason: "numbers of at most five digits; fractions",
            lines: [
                #"index += words - 1"#,
                #"metar.seaLevelTenths = tenths + (tenths < 500 ? 10_000 : 9000)"#,
            ]),
        Group(
            file: "UtsiktSources/Metar/Metar.swift",
            reason: "numbers of at most five digits; fractions",
            lines: [
                #"set { packed = newValue.map { $0.day * 10_000 + $0.hour * 100 + $0.minute } }"#
            ]),
        Group(
            file: "UtsiktSources/Metar/MetarReader+Groups.swift",
            reason: "numbers of at most five digits; fractions",
            lines: [
                #"return Self.miles(word.dropLast(2)).map { ($0 * Self.mile, 1) }"#,
                #"return ((Double(whole) + part) * Self.mile, 2)"#,
                #"return (digits >= 1000 ? -Double(digits - 1000) : Double(digits)) / 10"#,
            ]),
        Group(
            file: "UtsiktSources/OpenMeteo/OpenMeteoJSON.swift",
            reason: "instants keep themselves within the calendar; fractions; constants",
            lines: [
                #"guard body.count < 64 << 10, let answer = try? JSONDecoder().decode(Reason.self, from: Data(body)) else {"#
            ]),
        Group(
            file: "UtsiktSources/OpenMeteo/OpenMeteoReason.swift",
            reason: "instants keep themselves within the calendar; fractions; constants",
            lines: [
                #"let milliseconds = instant.milliseconds - now.milliseconds"#,
                #"return Wait(seconds: max(1, (milliseconds + 999) / 1000), instant: instant, words: words)"#,
                #"Timestamp(seconds: (Timestamp.floorDivide(now.seconds, span) + 1) * span)"#,
            ]),
        Group(
            file: "UtsiktSources/OpenMeteo/OpenMeteoWire.swift",
            reason: "instants keep themselves within the calendar; fractions; constants",
            lines: [
                #"var rule: DayRule { DayRule(settledHours: 6 * 24, need: .everyHour, patienceHours: 30 * 24) }"#,
                #"max(Double(variables) / 10, 1) * max(Double(days) / 14, 1) * Double(max(1, places))"#,
            ]),
        Group(
            file: "UtsiktSources/Posts/JSONQuoted.swift",
            reason: "places within bytes in memory; positions are bounded where they are read; days of the calendar",
            lines: [
                #"result += "" + String(repeating: "", count: 4 - digits.count) + digits"#
            ]),
        Group(
            file: "UtsiktSources/Posts/MarkedText.swift",
            reason: "places within bytes in memory; positions are bounded where they are read; days of the calendar",
            lines: [
                #"if let end = bytes[(at + 4)...].firstRange(of: Array("".utf8)) {"#,
                #"let left = depth + (tag.isEnd ? -1 : 1)"#,
                #"if index - start > 8192 { return first ?? index }"#,
                #"if index - start > 65_536, let first { return first }"#,
                #"let end = min(bytes.count, at + 34)"#,
            ]),
        Group(
            file: "UtsiktSources/Posts/PagePosition.swift",
            reason: "places within bytes in memory; positions are bounded where they are read; days of the calendar",
            lines: [
                #"keep = min(count, firstKnown ?? count, max(0, wanted - taken))"#,
                #"guard firstKnown == nil, taken + count < wanted, let page, !page.isEmpty else { return }"#,
                #"next = PagePosition(taken: taken + max(1, count), page: page)"#,
                #"var text: String { ([String(depth)] + keys).joined(separator: "") }"#,
            ]),
        Group(
            file: "UtsiktSources/Posts/RoundTime.swift",
            reason: "places within bytes in memory; positions are bounded where they are read; days of the calendar",
            lines: [
                #"return (0..<max(0, days)).contains(today.number - day.number)"#
            ]),
        Group(
            file: "UtsiktSources/Service/LocatedPlace.swift",
            reason: "degrees are bounded where they are read",
            lines: [
                #"let scaled = Int64(bounded: (degrees * 10_000).rounded())"#
            ]),
        Group(
            file: "UtsiktSources/Weather/CompassPoint.swift",
            reason: "days and instants keep themselves within the calendar; numbers of elements in memory; fractions",
            lines: [
                #"return names[index < 0 ? index + names.count : index]"#
            ]),
        Group(
            file: "UtsiktSources/Weather/DayRule.swift",
            reason: "days and instants keep themselves within the calendar; numbers of elements in memory; fractions",
            lines: [
                #"static let emptyHours: Int64 = 7 * 24"#,
                #"Timestamp(day: day.adding(days: 1)).adding(seconds: min(max(0, hours), 100_000) * 3600)"#,
                #"now >= DayRule.instant(after: day, hours: patienceHours + (isBlank ? DayRule.emptyHours : 0))"#,
                #"return measured >= DayRule.mostHours && own.contains { $0.instant.hour >= 24 - hours }"#,
            ]),
        Group(
            file: "UtsiktSources/Weather/FieldReading.swift",
            reason: "days and instants keep themselves within the calendar; numbers of elements in memory; fractions",
            lines: [
                #"static func tenths(_ value: Double) -> String { plain((value * 10).rounded() / 10) }"#
            ]),
        Group(
            file: "UtsiktSources/Weather/SpanPlan.swift",
            reason: "days and instants keep themselves within the calendar; numbers of elements in memory; fractions",
            lines: [
                #"var placeDays: Int { days.days * places.count }"#,
                #"let before = (run.upperBound.number - day.number) / most * most"#,
                #"return max(run.lowerBound, high.adding(days: 1 - most))...high"#,
                #"var days: Int { upperBound.number - lowerBound.number + 1 }"#,
            ]),
        Group(
            file: "UtsiktSources/Weather/SpanSource.swift",
            reason: "days and instants keep themselves within the calendar; numbers of elements in memory; fractions",
            lines: [
                #"CollectionOfOne(first) + others.compactMap(\.1), limits: wire.limits, today: today,"#,
                #"ask(([task] + companions).compactMap { PlaceDay($0.subject) }).map(wire.cost) ?? .one"#,
                #"let asked = ([task] + companions).compactMap { PlaceDay($0.subject) }"#,
                #"let due = Timestamp(seconds: (Timestamp.floorDivide(now.seconds, again) + 1) * again)"#,
            ]),
        Group(
            file: "UtsiktSources/Weather/WeatherQuantity.swift",
            reason: "days and instants keep themselves within the calendar; numbers of elements in memory; fractions",
            lines: [
                #"func callAsFunction(_ value: Double) -> Double { (value - subtract) * multiply / divide }"#
            ]),
        Group(
            file: "UtsiktSources/X/XActor.swift",
            reason:
                "settings and identities are bounded where they are read; prices are multiplied by numbers of posts on a page; lists are joined",
            lines: [
                #"return ([day?.description ?? ""] + pairs).joined(separator: "")"#
            ]),
        Group(
            file: "UtsiktSources/X/XPosts.swift",
            reason:
                "settings and identities are bounded where they are read; prices are multiplied by numbers of posts on a page; lists are joined",
            lines: [
                #"guard let number = UInt64(id), number > 1 << 35, number < 1 << 63 else { return nil }"#,
                #"return Timestamp(milliseconds: Int64(number >> 22) + 1_288_834_974_657)"#,
            ]),
        Group(
            file: "UtsiktSources/X/XPrices.swift",
            reason:
                "settings and identities are bounded where they are read; prices are multiplied by numbers of posts on a page; lists are joined",
            lines: [
                #"static func cost(posts: Int = 0, users: Int = 0) -> Money { post * posts + user * users }"#
            ]),
        Group(
            file: "UtsiktSources/X/XSource.swift",
            reason:
                "settings and identities are bounded where they are read; prices are multiplied by numbers of posts on a page; lists are joined",
            lines: [
                #"let users = (account == nil ? 0 : XSource.usersOnPage) + accounts.count"#,
                #"SpendingForecast.Item("", count: users * postsPerAccount, price: XPrices.post),"#,
                #"SpendingForecast.Item("", count: 2 * users * postsPerAccount, price: XPrices.post),"#,
                #"default: return XPrices.cost(posts: 3 * postsAtOnce(task))"#,
                #"let left = wanted - min(wanted, PagePosition(task.cursor)?.taken ?? 0)"#,
                #"return max(Self.fewestPosts, affordable(min(Self.postsOnPage, left), price: XPrices.post * 3))"#,
                #"return seeds + options.accounts.filter(XIDs.isID).map { task(for: $0, label: "") }"#,
                #"return stride(from: 0, to: names.count, by: size).map { Array(names[$0..<min(names.count, $0 + size)]) }"#,
                #"let newest = PostIDs.newest(of: list.posts.map(\.id) + (since.map { [$0] } ?? []))"#,
                #"answer = try await transport.follow(HTTPCall(url: options.baseURL + path, headers: headers))"#,
            ]),
    ]
}
