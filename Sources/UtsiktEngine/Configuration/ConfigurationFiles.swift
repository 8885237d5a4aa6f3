import Foundation
package import UtsiktCore
package import UtsiktSources

/// Where the configuration, the database and the secrets are on this machine (XDG base directories).
package struct ConfigurationFiles: Sendable {
    /// The process's environment.
    package let environment: [String: String]
    /// What can be fetched from.
    package let services: ServiceRegister

    /// Makes it for an environment.
    package init(environment: [String: String], services: ServiceRegister = .all) {
        self.environment = environment
        self.services = services
    }

    /// The files of this process's user.
    package static var ofProcess: ConfigurationFiles {
        ConfigurationFiles(environment: ProcessInfo.processInfo.environment)
    }

    /// The user's home folder.
    package var home: String { environment["HOME"] ?? NSHomeDirectory() }

    /// A path as people write it: with `~` for the home folder.
    package func shown(_ path: String) -> String { HomeFolder(home).shortened(path) }

    /// The configuration file unless another is named.
    package var configurationPath: String { base("XDG_CONFIG_HOME", "/.config") + "/utsikt/config.yaml" }
    /// The database unless the configuration names another.
    package var databasePath: String { base("XDG_DATA_HOME", "/.local/share") + "/utsikt/utsikt.sqlite" }
    /// The folder of what the program itself keeps, as the texts that were copied.
    package var statePath: String { base("XDG_STATE_HOME", "/.local/state") + "/utsikt" }

    private func base(_ variable: String, _ usual: String) -> String {
        environment[variable].flatMap { $0.isEmpty ? nil : $0 } ?? home + usual
    }

    /// Reads the configuration as far as it can be used. A file that is missing is as one that says nothing.
    /// - Parameter path: A file named by the user; nil for the default one.
    package func read(_ path: String?) -> ConfigurationReading {
        let path = path ?? configurationPath
        var nothing = ConfigurationReading(path: path, configuration: Configuration(database: databasePath))
        func unusable(_ problem: String, _ remedy: String) -> ConfigurationReading {
            let error = ConfigurationError(problem, at: InputLocation(file: path), remedy: remedy)
            nothing.faults = [ConfigurationFault(section: .file, error: error)]
            return nothing
        }
        guard FileManager.default.fileExists(atPath: path) else {
            nothing.isThere = false
            return nothing
        }
        let bytes: [UInt8]
        do {
            bytes = try BoundedFile.read(path, .configuration)
        } catch {
            switch error.reason {
            case .tooLarge: return unusable(error.problem, "This is not a configuration; see utsikt config show")
            default: return unusable("the file cannot be read", "Check what it is and who may read it")
            }
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            return unusable("the file is not UTF-8", "Save it as UTF-8")
        }
        return ConfigurationReader.read(
            text, file: path, home: home, database: databasePath, services: services)
    }

    /// Loads the configuration for a command without a screen: it is all there, or the command says what is wrong.
    /// - Parameters:
    ///   - path: A file named by the user; nil for the default one.
    ///   - needed: The parts whose faults matter to the command.
    /// - Throws: `ConfigurationError` when it is missing or faulty, with every fault.
    package func load(
        _ path: String?, needed: Set<ConfigurationSection> = [.database, .retention, .sources]
    ) throws(ConfigurationError) -> Configuration {
        let reading = read(path)
        guard reading.isThere else { throw Self.missing(reading.path) }
        let faults = reading.faults.filter { $0.section == .file || needed.contains($0.section) }
        if let error = ConfigurationError(faults.map(\.error)) { throw error }
        return reading.configuration
    }

    /// What is said where a configuration is needed and there is none.
    package static func missing(_ path: String) -> ConfigurationError {
        ConfigurationError(
            "there is no configuration", at: InputLocation(file: path),
            remedy:
                "Try `utsikt demo` for the bundled sample, or write the file (`utsikt config show` prints one to start from)"
        )
    }

    /// The place whose noon is forecast, where there is a configuration that names one.
    /// - Parameter path: A file named by the user; nil for the default one.
    package func target(_ path: String?) -> String? { read(path).configuration.target }

    /// The same of the default file.
    package var target: String? { target(nil) }

    /// Whose observations count where several sources have one, as the default file says it.
    package var preferred: [SourceID] { read(nil).configuration.preferred }

    /// Reads a secret.
    /// - Throws: `ConfigurationError` that names the origin and never the secret.
    package func secret(_ origin: SecretOrigin) throws(ConfigurationError) -> String {
        switch origin {
        case .environment(let name):
            guard let value = environment[name], !value.isEmpty else {
                throw ConfigurationError(
                    "the environment variable \(name) is not set", at: nil, remedy: "Set it before starting utsikt")
            }
            return value
        case .file(let path):
            let attributes = try? FileManager.default.attributesOfItem(atPath: path)
            let bytes: [UInt8]
            do {
                bytes = try BoundedFile.read(path, .secret)
            } catch {
                throw ConfigurationError(
                    error.problem(refused: "the secret's file cannot be read"), at: InputLocation(file: path),
                    remedy: "Check path and owner")
            }
            let mode = (attributes?[.posixPermissions] as? NSNumber)?.intValue ?? 0
            guard mode & 0o077 == 0 else {
                throw ConfigurationError(
                    "others may read the secret's file (mode \(String(mode, radix: 8)))",
                    at: InputLocation(file: path), remedy: "chmod 600 it")
            }
            let text = String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
            guard !text.isEmpty else {
                throw ConfigurationError(
                    "the secret's file is empty", at: InputLocation(file: path), remedy: "Put the secret into it")
            }
            return text
        case .command(let command):
            let output: String
            do {
                output = try SecretCommand.output(command, environment: environment)
            } catch {
                throw ConfigurationError(error.problem, at: nil, remedy: "Try it in a shell: it must write the secret")
            }
            let text = output.trimmingCharacters(in: .whitespacesAndNewlines)
            guard !text.isEmpty else {
                throw ConfigurationError(
                    "the command for the secret writes nothing", at: nil, remedy: "Try it in a shell")
            }
            return text
        }
    }
}
