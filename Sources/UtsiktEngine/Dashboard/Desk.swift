package import UtsiktApp
import UtsiktCore
import UtsiktScreen

/// Does what the app asks of the user's files, one after the other in the order of the keys: of two saves and of two copies the
/// later one counts. Clouds have a lane of their own.
package struct Desk: Sendable {
    /// What does the work.
    package struct Workers: Sendable {
        /// Writes what is copied.
        var copies: CopiedFile
        /// Reads and writes plans.
        var plans: PlanDesk
        /// Writes clouds and reads lists of tags.
        var topics: TopicsDesk
        /// Follows the configuration.
        var configuration: ConfigurationDesk
        /// Opens the sample world.
        var openDemo: @Sendable () -> Void
    }

    private enum Job: Sendable {
        case order(DeskOrder)
        /// The configuration's files may have changed, as after an editor has ended.
        case checkConfiguration
        /// Somebody waits until everything before is done.
        case wait(CheckedContinuation<Void, Never>)
    }

    private let workers: Workers
    private let clouds: CloudLane
    private let sink: any ArrivalSink
    private let jobs: AsyncStream<Job>
    private let asked: AsyncStream<Job>.Continuation

    /// Makes an idle desk; nothing happens before `run`.
    package init(_ workers: Workers, clouds: CloudLane, sink: any ArrivalSink) {
        self.workers = workers
        self.clouds = clouds
        self.sink = sink
        (jobs, asked) = AsyncStream.makeStream()
    }

    /// Asks for something; returns at once.
    package func perform(_ order: DeskOrder) {
        switch order {
        case .layOutCloud(let request): clouds.lay(request)
        case .copy, .fabric, .topics, .openDemo, .writeConfiguration: asked.yield(.order(order))
        }
    }

    /// Looks at the configuration's files at once; returns at once.
    package func checkConfiguration() { asked.yield(.checkConfiguration) }

    /// Asks for something, and returns when it and everything asked before is done. Needs `run`.
    package func done(_ order: DeskOrder) async {
        if case .layOutCloud(let request) = order { return clouds.layNow(request) }
        perform(order)
        await withCheckedContinuation { continuation in
            if case .terminated = asked.yield(.wait(continuation)) { continuation.resume() }
        }
    }

    /// Works until `finish`, and then what was asked before it: a file is written however soon the user leaves. For one caller,
    /// whose task must not be cancelled.
    package func run() async {
        // A name may lead to a pipe to which nobody writes; nobody could cancel the wait for it here.
        await BoundedFile.$patience.withValue(BoundedFile.short) {
            for await job in jobs {
                switch job {
                case .order(let order): await work(order)
                case .checkConfiguration: await workers.configuration.check()
                case .wait(let continuation): continuation.resume()
                }
            }
        }
    }

    /// Takes nothing more.
    package func finish() { asked.finish() }

    private func work(_ order: DeskOrder) async {
        switch order {
        case .copy(let copied): copy(copied)
        case .fabric(let request): workers.plans.perform(request)
        case .topics(let request): workers.topics.perform(request)
        case .writeConfiguration: await workers.configuration.write()
        case .openDemo:
            await workers.configuration.demoWasOpened()
            workers.openDemo()
        case .layOutCloud(let request): clouds.lay(request)
        }
    }

    private func copy(_ copied: CopiedText) {
        do {
            let path = try workers.copies.write(copied)
            // By bytes: CSV ends its lines with CR and LF, which together are one character that is not a line feed.
            let lines = max(1, copied.text.utf8.count { $0 == 0x0A })
            sink.notice("copied \(lines) \(lines > 1 ? "lines" : "line"), also to \(path)")
        } catch {
            sink.notice("\(error)")
        }
    }
}
