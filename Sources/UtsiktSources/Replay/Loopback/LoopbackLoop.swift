import Foundation

/// The server's thread: one `poll` over the listening socket, the mail and all connections.
struct LoopbackLoop {
    private let listener: Int32
    private let mail: LoopbackMail
    private let answering: LoopbackServer.Answering
    private var connections: [Int: LoopbackConnection] = [:]
    private var nextNumber = 0
    private var uses: UInt64 = 0

    /// With more connections, the one that has been silent for longest makes room.
    private static let most = 500

    init(listener: Int32, mail: LoopbackMail, answering: @escaping LoopbackServer.Answering) {
        self.listener = listener
        self.mail = mail
        self.answering = answering
    }

    /// Works until it is told to stop; everything is closed then.
    mutating func run() {
        while true {
            var requests = [
                pollfd(fd: mail.descriptor, events: Int16(POLLIN), revents: 0),
                pollfd(fd: listener, events: Int16(POLLIN), revents: 0),
            ]
            var numbers: [Int] = []
            for (number, connection) in connections {
                // While an answer is made nothing is waited for but the client's going away.
                let events = connection.isSending ? POLLOUT : connection.isReading ? POLLIN : 0
                requests.append(pollfd(fd: connection.descriptor, events: Int16(events), revents: 0))
                numbers.append(number)
            }
            guard poll(&requests, nfds_t(requests.count), -1) >= 0 || errno == EINTR else { break }
            if requests[0].revents != 0 {
                let content = mail.take()
                if content.stops { break }
                for answer in content.answers { take(answer) }
            }
            for (request, number) in zip(requests.dropFirst(2), numbers) where request.revents != 0 {
                work(number, request.revents)
            }
            if requests[1].revents != 0 { takeNew() }
        }
        for connection in connections.values { close(connection.descriptor) }
        connections = [:]
        close(listener)
    }

    private mutating func takeNew() {
        while true {
            let descriptor = accept(listener, nil, nil)
            guard descriptor >= 0 else {
                // Without descriptors nobody could ever come in again.
                if errno == EMFILE || errno == ENFILE { dropIdlest() }
                return
            }
            _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
            _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
            // With Nagle's algorithm an answer's last bytes would wait for the client's delayed acknowledgement: 40 ms.
            var yes: Int32 = 1
            setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, socklen_t(MemoryLayout<Int32>.size))
            if connections.count >= Self.most { dropIdlest() }
            uses += 1
            connections[nextNumber] = LoopbackConnection(descriptor, at: uses)
            nextNumber += 1
        }
    }

    private mutating func dropIdlest() {
        let idle = connections.filter { !$0.value.isAnswering && !$0.value.isSending }
        if let number = idle.min(by: { $0.value.lastUse < $1.value.lastUse })?.key { drop(number) }
    }

    private mutating func drop(_ number: Int) {
        if let connection = connections.removeValue(forKey: number) { close(connection.descriptor) }
    }

    /// Reads or writes, as the connection is ready for.
    private mutating func work(_ number: Int, _ revents: Int16) {
        guard var connection = connections[number] else { return }
        uses += 1
        connection.lastUse = uses
        var goesOn = Int32(revents) & Int32(POLLERR | POLLNVAL) == 0
        if goesOn, connection.isSending {
            goesOn = connection.send()
        } else if goesOn, connection.isReading {
            goesOn = connection.receive()
        } else if Int32(revents) & Int32(POLLHUP) != 0 {
            goesOn = false
        }
        connections[number] = connection
        guard goesOn else { return drop(number) }
        if !connection.isSending { next(number) }
    }

    /// Begins the next answer, if its request is there.
    private mutating func next(_ number: Int) {
        guard var connection = connections[number], connection.isReading else { return }
        switch connection.next() {
        case .wait: connections[number] = connection
        case .answer(let request):
            connection.isAnswering = true
            connection.closes = !request.keepsAlive
            connections[number] = connection
            let (mail, answering) = (mail, answering)
            Task.detached { mail.post(LoopbackMail.Answer(connection: number, bytes: await answering(request))) }
        case .refuse(let status):
            connection.closes = true
            connections[number] = connection
            take(LoopbackMail.Answer(connection: number, bytes: LoopbackAnswer.refusal(status)))
        }
    }

    private mutating func take(_ answer: LoopbackMail.Answer) {
        guard var connection = connections[answer.connection] else { return }
        connection.take(answer.bytes)
        let goesOn = connection.send()
        connections[answer.connection] = connection
        guard goesOn else { return drop(answer.connection) }
        if !connection.isSending { next(answer.connection) }
    }
}
