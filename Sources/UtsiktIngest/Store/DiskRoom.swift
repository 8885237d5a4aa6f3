import Foundation

/// How much room there is on a disk.
enum DiskRoom {
    /// Bytes that may still be written beside a file; nil when nobody can tell.
    static func available(beside path: String) -> Int? {
        guard let (blocks, size, _) = numbers(path) else { return nil }
        let (bytes, isHuge) = blocks.multipliedReportingOverflow(by: size)
        return isHuge ? .max : Int(clamping: bytes)
    }

    /// Whether no page more could be written, or no file more be made, beside a file.
    static func isUsedUp(beside path: String) -> Bool {
        guard let (blocks, size, files) = numbers(path) else { return false }
        return blocks.multipliedReportingOverflow(by: size).partialValue < 4096 || files == 0
    }

    /// Free blocks, their size, and how many files may still be made.
    private static func numbers(_ path: String) -> (blocks: UInt64, size: UInt64, files: UInt64)? {
        var numbers = statvfs()
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        guard statvfs(folder, &numbers) == 0 else { return nil }
        // Some file systems make files as they need them and count none.
        let files = numbers.f_files == 0 ? UInt64.max : UInt64(numbers.f_favail)
        return (UInt64(numbers.f_bavail), UInt64(numbers.f_frsize), files)
    }
}
