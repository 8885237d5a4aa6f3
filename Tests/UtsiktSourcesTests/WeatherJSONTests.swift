import Foundation
import Testing
import UtsiktCore
import UtsiktTestSupport

@testable import UtsiktSources

@Suite struct WeatherJSONTests {
    private func parse(_ text: String, day: String = "20150529") throws -> Page {
        let day = try #require(CivilDay(day))
        return try WeatherJSON.parseHistory(Array(text.utf8), place: "Oslo", day: day, file: "history")
    }

    private func answer(_ observations: String...) -> String {
        "{\"response\":{\"version\":\"0.1\"},\"history\":{\"observations\":[\(observations.joined(separator: ","))]}}"
    }

    private static let utc =
        "\"utcdate\":{\"pretty\":\"x\",\"year\":\"2015\",\"mon\":\"05\",\"mday\":\"29\",\"hour\":\"12\",\"min\":\"20\"}"

    @Test func valuesStayExactlyAsReceived() throws {
        let page = try parse(
            answer(
                "{\"date\":{\"hour\":\"14\"},\(Self.utc),\"tempm\":\"12\",\"tempi\":\"54\",\"hum\":\" 36\","
                    + "\"wgustm\":\"\",\"windchillm\":\"-999\",\"heatindexm\":\"-9999\",\"conds\":\"Light Rain Showers\","
                    + "\"rain\":\"1\",\"pressurem\":null,\"vism\":60,\"wspdm\":28.8,\"metar\":\"AAXX\"}"))
        let observation = try #require(page.rows.observations.first)
        #expect(page.rejected.isEmpty)
        #expect(observation.place == "Oslo")
        #expect(observation.instant.iso8601 == "2015-05-29T12:20:00Z")
        #expect(observation[.tempm] == "12")
        #expect(observation[.hum] == " 36")
        #expect(observation[.wgustm] == "")
        #expect(observation[.windchillm] == "-999")
        #expect(observation[.heatindexm] == "-9999")
        #expect(observation[.conds] == "Light Rain Showers")
        #expect(observation[.pressurem] == "")
        #expect(observation[.vism] == "60")
        #expect(observation[.wspdm] == "28.8")
        #expect(observation[.dewptm] == "")
    }

    @Test func badObservationsAreRejectedOneByOne() throws {
        let page = try parse(
            answer(
                "{\(Self.utc),\"tempm\":\"1\"}", "17", "null", "[]", "{}", "{\"utcdate\":{}}",
                "{\"utcdate\":{\"year\":\"2015\",\"mon\":\"13\",\"mday\":\"29\",\"hour\":\"12\",\"min\":\"20\"}}",
                "{\"utcdate\":{\"year\":\"2015\",\"mon\":\"05\",\"mday\":\"29\",\"hour\":\"24\",\"min\":\"20\"}}",
                "{\"utcdate\":{\"year\":\"9223372036854775808\",\"mon\":\"05\",\"mday\":\"29\",\"hour\":\"4\",\"min\":\"0\"}}",
                "{\"utcdate\":{\"year\":\"2025\",\"mon\":\"05\",\"mday\":\"29\",\"hour\":\"4\",\"min\":\"0\"}}",
                "{\(Self.utc),\"tempm\":{\"c\":1}}",
                "{\(Self.utc),\"conds\":\"\(String(repeating: "x", count: 300))\"}",
                "{\(Self.utc),\"tempm\":\"2\"}"))
        #expect(page.rows.observations.map { $0[.tempm] } == ["1", "2"])
        #expect(page.rejected.map(\.line) == Array(2...12))
        #expect(page.rejected.kept[10 - 1].field == "conds" || page.rejected.kept[10].field == "conds")
        #expect(page.rejected.allSatisfy { !$0.reason.isEmpty && $0.file == "history" })
    }

    @Test func anEmptyDayIsNoFault() throws {
        let page = try parse(answer())
        #expect(page.rows.observations.isEmpty && page.rejected.isEmpty && page.next == nil)
    }

    @Test func errorsWithStatus200AreUnderstood() throws {
        func kind(_ type: String) -> SourceFailure.Kind? {
            do throws(WeatherJSON.Refusal) {
                let text = "{\"response\":{\"error\":{\"type\":\"\(type)\",\"description\":\"d\"}}}"
                _ = try WeatherJSON.parseHistory(
                    Array(text.utf8), place: "x", day: CivilDay(number: 0), file: "history")
                return nil
            } catch {
                let failure = error.failure(asking: "it")
                #expect(!failure.problem.contains("\u{1b}"))
                return failure.kind
            }
        }
        #expect(kind("keynotfound") == .refused)
        #expect(kind("querynotfound") == .gone)
        #expect(kind("limitexceeded") == .rateLimited)
        #expect(kind("\\u001b[31mwhat") == .malformed)
    }

    @Test func whatIsNoHistoryIsUnreadable() {
        for text in [
            "", "{}", "[]", "null", "{\"history\":{}}", "{\"history\":{\"observations\":{}}}", "{\"response\":17}",
        ] {
            #expect(throws: WeatherJSON.Refusal.unreadable) { try parse(text) }
        }
    }

    @Test func noChangeOfABytePastAReaderTrapsIt() throws {
        let world = try TestWorld.load()
        let day = try #require(CivilDay("20130615"))
        let truth = Array(world.weather[0].history(day).prefix(4000)) + Array("]}}".utf8)
        let whole = world.weather[0].history(day)
        for seed in 0..<60 {
            var random = SeededGenerator(seed: UInt64(seed))
            var bytes = seed % 2 == 0 ? truth : whole
            for _ in 0..<Int.random(in: 1...8, using: &random) {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            if Bool.random(using: &random) { bytes.removeLast(Int.random(in: 0..<bytes.count, using: &random)) }
            let page = try? WeatherJSON.parseHistory(bytes, place: "Newark", day: day, file: "seed \(seed)")
            #expect((page?.rows.observations.count ?? 0) + (page?.rejected.count ?? 0) <= 24, "seed \(seed)")
        }
    }
}

@Suite struct SampleWeatherTests {
    @Test func theBundleIsNinetyOneDaysOfThreePlaces() throws {
        let world = try TestWorld.load()
        #expect(world.places.map(\.name) == ["Newark", "JFK", "LaGuardia"])
        #expect(world.weather.map(\.observations.count) == [2182, 2184, 2184])
        #expect(world.weather.allSatisfy { $0.observations.first?.instant.iso8601 == "2013-05-01T00:00:00Z" })
        #expect(world.weather.allSatisfy { $0.observations.last?.instant.iso8601 == "2013-07-30T23:00:00Z" })
        #expect(world.weatherToday.description == "2013-07-31")
        #expect(world.weatherClock.now.iso8601 == "2013-07-31T00:00:00Z")
        #expect(world.weatherDays.lowerBound.description == "2013-04-30")
        #expect(world.weatherDays.upperBound.description == "2013-07-30")
        let first = try #require(world.weather[1].observations.first)
        #expect(first[.tempm] == "10.6" && first[.wgustm] == "-9999.0" && first[.heatindexm] == "-9999")
    }

    /// The bundled observations as a second reader of their files wrote them down, and as their source has them.
    @Test(arguments: TestData.sources("weather/fortnight", shared: "regression/may14"), ["Newark", "JFK", "LaGuardia"])
    func theObservationsAreThoseOfTheWorkedCases(_ folder: String, _ place: String) throws {
        let text = try String(contentsOfFile: "\(folder)/\(place).csv", encoding: .utf8)
        let lines = text.split(separator: "\n")
        let names = lines[0].split(separator: ",").map(String.init)
        let weather = try #require(try TestWorld.load().weather.first { $0.place == place })
        let rows = lines.dropFirst().map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        let first = try #require(weather.observations.firstIndex { $0.instant.iso8601 == rows.first?[0] })
        let found = weather.observations[first...].prefix(rows.count)
        #expect(found.count == rows.count && rows.count > 330)
        for (cells, observation) in zip(rows, found) {
            #expect(cells[0] == observation.instant.iso8601)
            for (name, cell) in zip(names, cells) {
                guard let field = WeatherField.allCases.first(where: { $0.name == name }) else { continue }
                #expect(observation[field] == cell, "\(place) \(cells[0]) \(name)")
            }
        }
    }

    @Test func everyLocalDayIsServedOnceAndWhole() throws {
        let world = try TestWorld.load()
        let first = world.weatherDays.lowerBound
        for weather in world.weather.prefix(1) {
            var all: [Observation] = []
            for number in first.number...world.weatherDays.upperBound.number {
                let day = CivilDay(number: number)
                all += try WeatherJSON.parseHistory(
                    weather.history(day), place: weather.place, day: day, file: "x"
                ).rows.observations
            }
            #expect(all == weather.observations)
        }
    }

    @Test func newYorkChangesItsClocksAtTheRightInstant() throws {
        func offset(_ text: String) throws -> Int64 { NewYorkTime.offset(try #require(Timestamp(iso8601: text))) }
        #expect(try offset("2013-03-10T06:59:59Z") == -18_000)
        #expect(try offset("2013-03-10T07:00:00Z") == -14_400)
        #expect(try offset("2013-11-03T05:59:59Z") == -14_400)
        #expect(try offset("2013-11-03T06:00:00Z") == -18_000)
        let start = NewYorkTime.startOfDay(try #require(CivilDay("20130310")))
        #expect(start.iso8601 == "2013-03-10T05:00:00Z")
        #expect(NewYorkTime.startOfDay(try #require(CivilDay("20130311"))).iso8601 == "2013-03-11T04:00:00Z")
        #expect(NewYorkTime.startOfDay(try #require(CivilDay("20131104"))).iso8601 == "2013-11-04T05:00:00Z")
    }

    @Test func damagedFilesNameTheirLine() {
        func line(_ text: String) -> Int? {
            do throws(SampleWorldError) {
                _ = try SampleWeather(text: Array(text.utf8), file: "w")
                return 0
            } catch {
                return error.line
            }
        }
        let head = "place X\ncolumns tempm hum\n2013-05-01\n"
        #expect(line(head + "00,1.0,50\n01,,51\n") == 0)
        #expect(line("") == nil)
        #expect(line("place X\n00,1\n") == 2)
        #expect(line("place X\ncolumns tempm nonsense\n") == 2)
        #expect(line(head + "00,1,2,3\n") == 4)
        #expect(line(head + "24,1\n") == 4)
        #expect(line(head + "01,1\n01,2\n") == 5)
        #expect(line(head + "01,1\n2013-04-30\n") == 5)
        #expect(line(head + "xx\n") == 4)
    }
}
