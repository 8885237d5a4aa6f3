import FlyingSocks

#if canImport(Glibc)
    import Glibc
#else
    import Foundation
#endif

/// A pool that has sockets send at once.
///
/// An answer goes out in two writes, head and body. With Nagle's algorithm on, the second waits for the client's delayed
/// acknowledgement of the first: 40 ms an answer on Linux, a minute for the whole sample world.
struct PromptSocketPool<Base: AsyncSocketPool>: AsyncSocketPool {
    let base: Base

    func prepare() async throws { try await base.prepare() }

    func run() async throws { try await base.run() }

    func suspendSocket(_ socket: Socket, untilReadyFor events: Socket.Events) async throws {
        // Connections inherit the option from the listening socket, which waits here first. A failure costs time only.
        try? socket.setValue(true, for: BoolSocketOption(level: Int32(IPPROTO_TCP), name: TCP_NODELAY))
        try await base.suspendSocket(socket, untilReadyFor: events)
    }
}
