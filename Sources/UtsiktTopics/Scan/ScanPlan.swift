import Synchronization

/// The parts of all inputs, taken by the threads one after the other.
final class ScanPlan: Sendable {
    /// A part: bytes of a file of lines, or a whole input.
    enum Part: Sendable {
        case lines(input: Int, part: Int)
        case whole(input: Int)

        /// Which input, and which part of it.
        var place: (input: Int, part: Int) {
            switch self {
            case .lines(let input, let part): (input, part)
            case .whole(let input): (input, 0)
            }
        }
    }

    /// Why a part could not be read.
    struct PartFailure: Error {
        var part: Int
        var error: TopicsInputError
    }

    let files: [InputFile]
    let parts: [Part]
    private let forms: [InputForm]
    private let next = Atomic(0)
    private let done = Atomic(0)
    private let size: Int?
    private let partSize: Int
    private let progress: (@Sendable (Int, Int?) -> Void)?

    init(
        files: [InputFile], partSize: Int, progress: (@Sendable (Int, Int?) -> Void)?
    ) throws(TopicsInputError) {
        self.files = files
        self.partSize = partSize
        self.progress = progress
        var parts: [Part] = []
        var forms: [InputForm] = []
        for (index, file) in files.enumerated() {
            let form = try ScanPlan.formInParts(file)
            forms.append(form ?? .lines)
            guard form != nil, let size = file.size else {
                parts.append(.whole(input: index))
                continue
            }
            let count = (size + partSize - 1) / partSize
            for part in 0..<count { parts.append(.lines(input: index, part: part)) }
        }
        self.parts = parts
        self.forms = forms
        size = files.allSatisfy { $0.size != nil } ? files.reduce(0) { $0 + ($1.size ?? 0) } : nil
    }

    /// The form of a file that can be read in parts: one of lines that is not compressed; nil for all others.
    private static func formInParts(_ file: InputFile) throws(TopicsInputError) -> InputForm? {
        guard file.size != nil else { return nil }
        var head = ByteBuffer(capacity: InputForm.headSize)
        try file.opened().read(InputForm.headSize, at: 0, into: &head)
        guard ByteStream.Compression(head.base, head.count) == .none else { return nil }
        let form = InputForm.detect(head.base, count: head.count)
        return form == .lines || form == .texts ? form : nil
    }

    /// Takes parts until none is left.
    func work(_ worker: inout ScanWorker) throws(PartFailure) {
        var buffer = ByteBuffer(capacity: partSize + (64 << 10))
        var scan = LineScan()
        // The parts of a file come one after the other: it stays open until another one's come.
        var latest: (input: Int, file: OpenInput)?
        while !Task.isCancelled {
            let index = next.add(1, ordering: .relaxed).oldValue
            guard index < parts.count else { return }
            do {
                try read(index, &latest, &buffer, &scan, &worker)
            } catch {
                throw PartFailure(part: index, error: error)
            }
        }
    }

    private func read(
        _ index: Int, _ latest: inout (input: Int, file: OpenInput)?, _ buffer: inout ByteBuffer,
        _ scan: inout LineScan, _ worker: inout ScanWorker
    ) throws(TopicsInputError) {
        let (input, part) = parts[index].place
        let file: OpenInput
        if let latest, latest.input == input { file = latest.file } else { file = try files[input].opened() }
        latest = (input, file)
        worker.begin(input: input, part: part)
        switch parts[index] {
        case .lines:
            try scanPart(part, of: file, areTexts: forms[input] == .texts, &buffer, &scan, &worker)
        case .whole:
            var stream = StreamScan(try ByteStream(file, isSeekable: files[input].size != nil))
            try stream.run(&worker) { report($0) }
        }
        worker.end()
    }

    /// Counts the lines that begin in a part. The byte before it tells whether a line begins at its first byte.
    private func scanPart(
        _ part: Int, of file: OpenInput, areTexts: Bool, _ buffer: inout ByteBuffer, _ scan: inout LineScan,
        _ worker: inout ScanWorker
    ) throws(TopicsInputError) {
        let first = part * partSize
        let origin = max(0, first - 1)
        buffer.count = 0
        try file.read(first + partSize - origin, at: origin, into: &buffer)
        let own = buffer.count
        var start = 0
        if part > 0 {
            guard let feed = buffer.lineFeed(from: 0) else { return report(own) }
            start = feed + 1
        } else {
            start = InputForm.skipMark(buffer.base, buffer.count)
        }
        guard start < own else { return report(own) }
        var end = own
        // The last line may go on behind the part.
        if own > 0, buffer.base[own - 1] != 0x0A {
            while true {
                let before = buffer.count
                guard before < LineScan.longest else { break }
                let step = min(max(8 << 10, before - own), LineScan.longest - before + 1)
                try file.read(step, at: origin + before, into: &buffer)
                if let feed = buffer.lineFeed(from: before) {
                    end = feed
                    break
                }
                end = buffer.count
                if buffer.count == before { break }
            }
        }
        scan.read(buffer, from: start, to: end, areTexts: areTexts, into: &worker)
        report(own - (part > 0 ? 1 : 0))
    }

    private func report(_ bytes: Int) {
        let sum = done.add(bytes, ordering: .relaxed).newValue
        progress?(sum, size)
    }
}
