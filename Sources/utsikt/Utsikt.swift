import ArgumentParser

/// The `utsikt` command.
@main
struct Utsikt: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "utsikt",
        abstract:
            "One terminal over three outlooks: what people talk about, tomorrow's noon temperature, the 40GbE rack."
    )
}
