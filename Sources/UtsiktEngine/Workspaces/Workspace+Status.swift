package import UtsiktApp
package import UtsiktCore

extension Workspace {
    /// What the status line says of this workspace at its start.
    package func status(speed: ReplaySpeed) -> WorldStatus {
        let name = world.label.isEmpty ? (store.path.split(separator: "/").last.map(String.init) ?? "") : world.label
        return WorldStatus(
            isReplay: world.isReplay, name: name, topicsNow: world.topicsNow, weatherToday: world.weatherToday,
            speed: speed)
    }
}
