extension NumberRuleTests {
    /// The same for the rooms of the services that people use today.
    static let allowedOfServices: [Group] = [
        Group(
            file: "UtsiktSources/Bluesky",
            reason:
                "settings and pages of a task are bounded where they are read; a place of a stream is not below the overlap; constants; lists and addresses are joined",
            lines: [
                #"BlueskyService.swift: problems += PostSettings.unusable(values, remedy: "") {"#,
                #"BlueskySession.swift: guard let text = value?.text, !text.isEmpty, text.utf8.count <= 16 << 10,"#,
                #"BlueskySource.swift: let limit = min(100, wanted + Self.reserve)"#,
                #"BlueskySource.swift: return try await transport.follow(HTTPCall(url: options.baseURL + path, headers: headers))"#,
                #"JetstreamCursor.swift: static let lookbackSeconds: Int64 = 36 * 3600"#,
                #"JetstreamCursor.swift: let overlap = Self.overlapSeconds * 1_000_000"#,
                #"JetstreamCursor.swift: return max(highest, overlap) - overlap"#,
                #"JetstreamCursor.swift: if version == .two { query = ["", ""] + query }"#,
                #"JetstreamCursor.swift: query += inAddress.map { "" }"#,
            ]),
        Group(
            file: "UtsiktSources/Feeds",
            reason: "places within bytes in memory; at most four digits; texts below their limit are joined; constants",
            lines: [
                #"FeedAddress.swift: var label = address.authority + address.path.prefix { $0 != "" }"#,
                #"FeedAddress.swift: return label(text) + "" + String(repeating: "", count: 8 - digits.count) + digits"#,
                #"FeedDate.swift: return year < 50 ? 2000 + year : 1900 + year"#,
                #"FeedDate.swift: if let hours = names[word.lowercased()] { return hours * 3600 }"#,
                #"FeedDate.swift: let seconds = number / 100 * 3600 + number % 100 * 60"#,
                #"FeedDocument.swift: case .text(let more): if text.utf8.count < PostBounds.longestText { text += more }"#,
                #"FeedDocument.swift: case .text(let more): if text.utf8.count < PostBounds.longestID { text += more }"#,
                #"FeedDocument.swift: let tags = TagSpelling.shown(names, in: long.tags + short.tags)"#,
                #"FeedEncoding.swift: if (0x80..<0xA0).contains(byte) { return windows[Int(byte) - 0x80] }"#,
                #"FeedEncoding.swift: return isBig ? a << 8 | b : b << 8 | a"#,
                #"FeedsSource.swift: static let sizeLimit = 4 << 20"#,
                #"XMLReader.swift: return bytes.count - at >= letters.count && bytes[at..<(at + letters.count)].elementsEqual(letters)"#,
                #"XMLReader.swift: guard let end = index(of: word, from: at + 2) else { throw fault(reason) }"#,
                #"XMLReader.swift: at = end + word.utf8CodeUnitCount"#,
                #"XMLReader.swift: guard let end = index(of: "", from: at + 9) else { throw fault("") }"#,
                #"XMLReader.swift: defer { at = end + 3 }"#,
                #"XMLReader.swift: return String(decoding: bytes[(at + 9)..<end], as: UTF8.self)"#,
                #"XMLReader.swift: guard at > start, at - start <= Self.longestName, !(0x30...0x39).contains(bytes[start]), bytes[start] != 0x2D,"#,
                #"XMLReader.swift: at += 2"#,
            ]),
        Group(
            file: "UtsiktSources/Finding",
            reason: "fractions",
            lines: [
                #"FoundPlace.swift: let north = sin(radians(b.latitude - a.latitude) / 2)"#,
                #"FoundPlace.swift: let east = sin(radians(b.longitude - a.longitude) / 2)"#,
                #"FoundPlace.swift: let share = north * north + cos(radians(a.latitude)) * cos(radians(b.latitude)) * east * east"#,
                #"FoundPlace.swift: return 2 * radius * asin(min(1, share.squareRoot()))"#,
            ]),
        Group(
            file: "UtsiktSources/Frost",
            reason: "fractions; constants",
            lines: [
                #"FrostJSON.swift: guard body.count < 64 << 10, let answer = try? JSONDecoder().decode(ErrorAnswer.self, from: Data(body)) else {"#,
                #"FrostJSON.swift: let height = value.level.map { abs($0 - element.height) } ?? 0"#,
                #"FrostWire.swift: headers: [.accept: "", .authorization: authorization], sizeLimit: 12 << 20)"#,
            ]),
        Group(
            file: "UtsiktSources/HTTP",
            reason:
                "numbers of elements in memory; lists and addresses are joined; seconds of a time limit are ours; constants",
            lines: [
                #"Addresses.swift: default: bytes += [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]]"#,
                #"BoundedElements.swift: dropped = max(0, (container.count ?? list.count) - list.count)"#,
                #"Curl/CurlClient.swift: withStrings([url, method, proxy ?? ""] + lines) { texts in"#,
                #"Curl/CurlClient.swift: return texts[index].withCString { next(index + 1, pointers + [$0]) }"#,
                #"Curl/CurlTransport.swift: public static let headerLimit: Int64 = 256 << 10"#,
                #"Curl/CurlTransport.swift: timeoutMilliseconds = max(1, Int64(seconds * 1000))"#,
                #"HTTPTransport.swift: public static let usualSizeLimit = 8 << 20"#,
                #"WebAddress.swift: if location.hasPrefix("") { return WebAddress(root + location) }"#,
                #"WebAddress.swift: if location.hasPrefix("") { return WebAddress(root + own + location) }"#,
                #"WebAddress.swift: return WebAddress(root + folder + location)"#,
                #"WebAddress.swift: return host + (scheme == "" ? "" : "")"#,
            ]),
        Group(
            file: "UtsiktSources/IEM",
            reason: "fractions",
            lines: [
                #"IEMRow.swift: return abs(celsius - reported) <= 0.6 ? own : table"#,
                #"IEMRow.swift: return FieldReading((kilometres * 10).rounded() / 10, .visibility, .same)"#,
            ]),
        Group(
            file: "UtsiktSources/Mastodon",
            reason:
                "settings and pages of a task are bounded where they are read; texts and lists are joined; constants",
            lines: [
                #"MastodonInstance.swift: text = plain + text.dropFirst(socket.count)"#,
                #"MastodonPaging.swift: relations += pair[1].filter { $0 != "" }.split(separator: "")"#,
                #"MastodonPaging.swift: guard self.taken + ids.count < wanted else { return Step() }"#,
                #"MastodonPaging.swift: let taken = self.taken + max(1, ids.count)"#,
                #"MastodonSource.swift: return seeds + actors.map { task("", $0.label) }"#,
                #"MastodonSource.swift: let longest = (lengths.isEmpty ? 0 : lengths[lengths.count / 2]) + 2"#,
                #"MastodonSource.swift: let call = HTTPCall(url: options.baseURL + path, headers: headers)"#,
                #"MastodonSource.swift: return (words + [String(depth)]).joined(separator: "")"#,
                #"ServerSentEvents.swift: static let longest = 4 << 20"#,
                #"ServerSentEvents.swift: line += bytes"#,
                #"ServerSentEvents.swift: defer { line.removeAll(keepingCapacity: line.count < 1 << 16) }"#,
                #"ServerSentEvents.swift: data += value"#,
            ]),
        Group(
            file: "UtsiktSources/Metar",
            reason: "numbers of at most five digits; fractions",
            lines: [
                #"Metar+Reading.swift: index += words - 1"#,
                #"Metar+Reading.swift: metar.seaLevelTenths = tenths + (tenths < 500 ? 10_000 : 9000)"#,
                #"Metar.swift: set { packed = newValue.map { $0.day * 10_000 + $0.hour * 100 + $0.minute } }"#,
                #"MetarReader+Groups.swift: return Self.miles(word.dropLast(2)).map { ($0 * Self.mile, 1) }"#,
                #"MetarReader+Groups.swift: return ((Double(whole) + part) * Self.mile, 2)"#,
                #"MetarReader+Groups.swift: return (digits >= 1000 ? -Double(digits - 1000) : Double(digits)) / 10"#,
            ]),
        Group(
            file: "UtsiktSources/OpenMeteo",
            reason: "instants keep themselves within the calendar; fractions; constants",
            lines: [
                #"OpenMeteoJSON.swift: guard body.count < 64 << 10, let answer = try? JSONDecoder().decode(Reason.self, from: Data(body)) else {"#,
                #"OpenMeteoReason.swift: let milliseconds = instant.milliseconds - now.milliseconds"#,
                #"OpenMeteoReason.swift: return Wait(seconds: max(1, (milliseconds + 999) / 1000), instant: instant, words: words)"#,
                #"OpenMeteoReason.swift: Timestamp(seconds: (Timestamp.floorDivide(now.seconds, span) + 1) * span)"#,
                #"OpenMeteoWire.swift: var rule: DayRule { DayRule(settledHours: 6 * 24, need: .everyHour, patienceHours: 30 * 24) }"#,
                #"OpenMeteoWire.swift: max(Double(variables) / 10, 1) * max(Double(days) / 14, 1) * Double(max(1, places))"#,
            ]),
        Group(
            file: "UtsiktSources/Posts",
            reason:
                "places within bytes in memory; pages of a task are bounded where they are read; days of the calendar",
            lines: [
                #"JSONQuoted.swift: result += "" + String(repeating: "", count: 4 - digits.count) + digits"#,
                #"MarkedText.swift: if let end = bytes[(at + 4)...].firstRange(of: Array("".utf8)) {"#,
                #"MarkedText.swift: let left = depth + (tag.isEnd ? -1 : 1)"#,
                #"MarkedText.swift: if index - start > 8192 { return first ?? index }"#,
                #"MarkedText.swift: if index - start > 65_536, let first { return first }"#,
                #"MarkedText.swift: let end = min(bytes.count, at + 34)"#,
                #"PagePosition.swift: keep = min(count, firstKnown ?? count, max(0, wanted - taken))"#,
                #"PagePosition.swift: guard firstKnown == nil, taken + count < wanted, let page, !page.isEmpty else { return }"#,
                #"PagePosition.swift: next = PagePosition(taken: taken + max(1, count), page: page)"#,
                #"PagePosition.swift: var text: String { ([String(depth)] + keys).joined(separator: "") }"#,
                #"RoundTime.swift: return (0..<max(0, days)).contains(today.number - day.number)"#,
            ]),
        Group(
            file: "UtsiktSources/Register",
            reason: "lists are joined",
            lines: [
                #"ServiceRegister.swift: let services = (names + stored).compactMap { self[$0] }"#
            ]),
        Group(
            file: "UtsiktSources/Service",
            reason: "degrees are bounded where they are read",
            lines: [
                #"LocatedPlace.swift: let scaled = Int64(bounded: (degrees * 10_000).rounded())"#
            ]),
        Group(
            file: "UtsiktSources/Session",
            reason: "seconds of this machine's clock",
            lines: [
                #"SessionFile.swift: guard lstat("", &status) == 0, status.st_mtim.tv_sec < time(nil) - 60 else { continue }"#
            ]),
        Group(
            file: "UtsiktSources/Weather",
            reason: "days and instants keep themselves within the calendar; numbers of elements in memory; fractions",
            lines: [
                #"CompassPoint.swift: return names[index < 0 ? index + names.count : index]"#,
                #"DayRule.swift: static let emptyHours: Int64 = 7 * 24"#,
                #"DayRule.swift: Timestamp(day: day.adding(days: 1)).adding(seconds: min(max(0, hours), 100_000) * 3600)"#,
                #"DayRule.swift: now >= DayRule.instant(after: day, hours: patienceHours + (isBlank ? DayRule.emptyHours : 0))"#,
                #"DayRule.swift: return measured >= DayRule.mostHours && own.contains { $0.instant.hour >= 24 - hours }"#,
                #"FieldReading.swift: static func tenths(_ value: Double) -> String { plain((value * 10).rounded() / 10) }"#,
                #"SpanPlan.swift: var placeDays: Int { days.days * places.count }"#,
                #"SpanPlan.swift: let before = (run.upperBound.number - day.number) / most * most"#,
                #"SpanPlan.swift: return max(run.lowerBound, high.adding(days: 1 - most))...high"#,
                #"SpanPlan.swift: var days: Int { upperBound.number - lowerBound.number + 1 }"#,
                #"SpanSource.swift: CollectionOfOne(first) + others.compactMap(\.1), limits: wire.limits, today: today,"#,
                #"SpanSource.swift: ask(([task] + companions).compactMap { PlaceDay($0.subject) }).map(wire.cost) ?? .one"#,
                #"SpanSource.swift: let asked = ([task] + companions).compactMap { PlaceDay($0.subject) }"#,
                #"SpanSource.swift: let due = Timestamp(seconds: (Timestamp.floorDivide(now.seconds, again) + 1) * again)"#,
                #"WeatherQuantity.swift: func callAsFunction(_ value: Double) -> Double { (value - subtract) * multiply / divide }"#,
            ]),
        Group(
            file: "UtsiktSources/X",
            reason:
                "settings and ids are bounded where they are read; prices times numbers of posts on a page; lists are joined",
            lines: [
                #"XActor.swift: return ([day?.description ?? ""] + pairs).joined(separator: "")"#,
                #"XPosts.swift: guard let number = UInt64(id), number > 1 << 35, number < 1 << 63 else { return nil }"#,
                #"XPosts.swift: return Timestamp(milliseconds: Int64(number >> 22) + 1_288_834_974_657)"#,
                #"XPrices.swift: static func cost(posts: Int = 0, users: Int = 0) -> Money { post * posts + user * users }"#,
                #"XSource.swift: let users = (account == nil ? 0 : XSource.usersOnPage) + accounts.count"#,
                #"XSource.swift: SpendingForecast.Item("", count: users * postsPerAccount, price: XPrices.post),"#,
                #"XSource.swift: SpendingForecast.Item("", count: 2 * users * postsPerAccount, price: XPrices.post),"#,
                #"XSource.swift: default: return XPrices.cost(posts: 3 * postsAtOnce(task))"#,
                #"XSource.swift: let left = wanted - min(wanted, PagePosition(task.cursor)?.taken ?? 0)"#,
                #"XSource.swift: return max(Self.fewestPosts, affordable(min(Self.postsOnPage, left), price: XPrices.post * 3))"#,
                #"XSource.swift: return seeds + options.accounts.filter(XIDs.isID).map { task(for: $0, label: "") }"#,
                #"XSource.swift: return stride(from: 0, to: names.count, by: size).map { Array(names[$0..<min(names.count, $0 + size)]) }"#,
                #"XSource.swift: let newest = PostIDs.newest(of: list.posts.map(\.id) + (since.map { [$0] } ?? []))"#,
                #"XSource.swift: answer = try await transport.follow(HTTPCall(url: options.baseURL + path, headers: headers))"#,
            ]),
    ]
}
