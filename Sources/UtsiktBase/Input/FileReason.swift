#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Why a file could not be read or written, in words that fit into a sentence.
package enum FileReason {
    /// The reason of an error, without a full stop.
    package static func text(_ error: any Error) -> String {
        guard let error = error as? CocoaError else { return "\(error)" }
        return switch error.code {
        case .fileNoSuchFile, .fileReadNoSuchFile: "there is no such file or folder"
        case .fileReadNoPermission, .fileWriteNoPermission: "it is not permitted"
        case .fileWriteOutOfSpace: "the disk is full"
        case .fileWriteVolumeReadOnly: "the disk can only be read"
        case .fileWriteFileExists: "there is such a file already"
        default: "the system refuses it (\(error.code.rawValue))"
        }
    }
}
