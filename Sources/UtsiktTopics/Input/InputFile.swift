import Glibc
import UtsiktBase

/// A file or the standard input: what is known of it before it is read.
///
/// Files are opened when they are read, since there may be more of them than may be open at a time.
final class InputFile: Sendable {
    /// The name as the user gave it; `-` for standard input.
    let name: String
    /// The size in bytes when it is a regular file, which can be read in parallel; nil for pipes and terminals.
    let size: Int?
    /// What cannot be opened a second time stays open: pipes, terminals, the standard input.
    private let kept: OpenInput?

    /// Looks at a file; `-` is the standard input.
    /// - Throws: `TopicsInputError` of kind `unreadable`.
    init(_ name: String) throws(TopicsInputError) {
        self.name = name
        let input = try OpenInput(name)
        var status = stat()
        guard fstat(input.descriptor, &status) == 0 else { throw OpenInput.failure("cannot be opened", name) }
        if status.st_mode & S_IFMT == S_IFDIR {
            throw TopicsInputError(.unreadable, "it is a folder", at: InputLocation(file: name))
        }
        let isRegular = status.st_mode & S_IFMT == S_IFREG && lseek(input.descriptor, 0, SEEK_CUR) == 0
        size = isRegular ? Int(status.st_size) : nil
        kept = isRegular && name != "-" ? nil : input
    }

    /// Opens it for reading; it is closed with the last reference.
    /// - Throws: `TopicsInputError` of kind `unreadable`.
    func opened() throws(TopicsInputError) -> OpenInput {
        if let kept { return kept }
        return try OpenInput(name)
    }
}

/// An open file or the standard input, read in blocks of the caller's size: memory stays bounded whatever the file's size.
final class OpenInput: Sendable {
    private let name: String
    fileprivate let descriptor: Int32

    fileprivate init(_ name: String) throws(TopicsInputError) {
        self.name = name
        descriptor = name == "-" ? dup(0) : open(name, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw OpenInput.failure("cannot be opened", name) }
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Appends at most `count` bytes, from an offset or (nil) from where the last read ended; fewer only at the end, or when
    /// a pipe has no more at the moment and `isPartial` says that this is enough.
    /// - Throws: `TopicsInputError` of kind `unreadable`.
    func read(
        _ count: Int, at offset: Int?, into buffer: inout ByteBuffer, isPartial: Bool = false
    ) throws(TopicsInputError) {
        buffer.reserve(count)
        var left = count
        var offset = offset
        while left > 0 {
            let space = buffer.space(left)
            let got =
                offset.map { pread(descriptor, space.baseAddress, space.count, off_t($0)) }
                ?? Glibc.read(descriptor, space.baseAddress, space.count)
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else { throw OpenInput.failure("cannot be read", name) }
            if got == 0 { return }
            buffer.count += got
            if isPartial { return }
            left -= got
            offset = offset.map { $0 + got }
        }
    }

    static func failure(_ what: String, _ name: String) -> TopicsInputError {
        TopicsInputError(.unreadable, "it \(what): \(String(cString: strerror(errno)))", at: InputLocation(file: name))
    }
}
