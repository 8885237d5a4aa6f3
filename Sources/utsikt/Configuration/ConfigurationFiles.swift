import Foundation
import UtsiktCore

/// Where the configuration, the database and the secrets are on this machine (XDG base directories).
struct ConfigurationFiles: Sendable {
    /// The process's environment.
    let environment: [String: String]

    /// The files of this process's user.
    static var ofProcess: ConfigurationFiles { ConfigurationFiles(environment: ProcessInfo.processInfo.environment) }

    /// The user's home folder.
    var home: String { environment["HOME"] ?? NSHomeDirectory() }
    /// The configuration file unless another is named.
    var configurationPath: String {
        let base = environment["XDG_CONFIG_HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? home + "/.config"
        return base + "/utsikt/config.yaml"
    }
    /// The database unless the configuration names another.
    var databasePath: String {
        let base = environment["XDG_DATA_HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? home + "/.local/share"
        return base + "/utsikt/utsikt.sqlite"
    }

    /// Loads the configuration.
    /// - Parameter path: A file named by the user; nil for the default one.
    /// - Throws: `ConfigurationError` when it is missing or faulty.
    func load(_ path: String?) throws(ConfigurationError) -> Configuration {
        let path = path ?? configurationPath
        guard let data = FileManager.default.contents(atPath: path) else {
            throw ConfigurationError(
                "there is no configuration", at: InputLocation(file: path),
                remedy:
                    "Try `utsikt demo` for the bundled sample, or write the file (`utsikt config show` prints one to start from)"
            )
        }
        guard let text = String(data: data, encoding: .utf8) else {
            throw ConfigurationError(
                "the file is not UTF-8", at: InputLocation(file: path), remedy: "Save it as UTF-8")
        }
        return try ConfigurationReader(file: path, home: home, database: databasePath).read(text)
    }

    /// The place whose noon is forecast, where there is a configuration that names one.
    var target: String? { try? load(nil).weather?.target }

    /// Reads a secret.
    /// - Throws: `ConfigurationError` that names the origin and never the secret.
    func secret(_ origin: SecretOrigin) throws(ConfigurationError) -> String {
        switch origin {
        case .environment(let name):
            guard let value = environment[name], !value.isEmpty else {
                throw ConfigurationError(
                    "the environment variable \(name) is not set", at: nil, remedy: "Set it before starting utsikt")
            }
            return value
        case .file(let path):
            let attributes = try? FileManager.default.attributesOfItem(atPath: path)
            guard let mode = (attributes?[.posixPermissions] as? NSNumber)?.intValue,
                let data = FileManager.default.contents(atPath: path)
            else {
                throw ConfigurationError(
                    "the secret's file cannot be read", at: InputLocation(file: path), remedy: "Check path and owner")
            }
            guard mode & 0o077 == 0 else {
                throw ConfigurationError(
                    "others may read the secret's file (mode \(String(mode, radix: 8)))",
                    at: InputLocation(file: path), remedy: "chmod 600 it")
            }
            let text = String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
            guard !text.isEmpty else {
                throw ConfigurationError(
                    "the secret's file is empty", at: InputLocation(file: path), remedy: "Put the secret into it")
            }
            return text
        }
    }
}
