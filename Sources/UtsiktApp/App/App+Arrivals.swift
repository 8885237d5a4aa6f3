import UtsiktCore

extension AppState {
    /// Takes in what the engine hands in.
    mutating func receive(_ arrival: Arrival) {
        switch arrival {
        case .opened(let world): enter(world)
        case .fetch(let snapshot): show(snapshot)
        case .topics(let snapshot): topics.snapshot = snapshot
        case .forecast(let snapshot): forecast.receive(snapshot)
        case .settled(let world):
            fetch.snapshot = world.fetch
            topics.snapshot = world.topics
            forecast.receive(world.forecast)
        case .today(let day): if world.weatherToday != nil { world.weatherToday = day }
        case .runs(let runs): forecast.receive(runs: runs)
        case .schema(let settings): forecast.begin(with: settings)
        case .tagList(let list):
            notice = topics.receive(list.query, added: list.added, path: list.path, rejected: list.rejected)
        case .logged(let entry): log.append(entry)
        case .notice(let text): notice = text
        case .configured(let change): take(change)
        case .startAnswer(let text): answer(text)
        case .planRead(let reading, let path): notice = fabric.receive(reading: reading, path: path)
        case .planSaved(let path): notice = fabric.receive(saved: path)
        case .planFailed(let error, let path): notice = fabric.receive(failure: error, path: path)
        case .cloud(let layout, let request): topics.accept(layout, for: request)
        }
    }

    /// Puts a world on the screen in place of the one before.
    private mutating func enter(_ opened: OpenedWorld) {
        // Nothing was open so far: the first picture was that of the world to come.
        let isFirst = !world.isOpen
        // What keys set while the world was opening has been asked for and still counts.
        let (isPaused, speed) = (world.isPaused, world.speed)
        let isSame = world.isReplay == opened.status.isReplay
        world = opened.status
        if isFirst, isSame { (world.isPaused, world.speed) = (isPaused, speed) }
        forecast = ForecastPaneState(settings: opened.settings)
        if !isFirst {
            let postponesClouds = topics.postponesClouds
            topics = TopicsPaneState()
            topics.postponesClouds = postponesClouds
            fetch = FetchPaneState()
        }
        layers.removeAll { if case .start = $0 { true } else { false } }
    }

    /// Shows a state of the fetching, unless a newer one is shown: two readers ask for them.
    private mutating func show(_ snapshot: FetchSnapshot) {
        guard snapshot.revision >= fetch.snapshot?.revision ?? 0 else { return }
        fetch.snapshot = snapshot
    }

    /// Says something on the start page; in the footer where that is closed.
    private mutating func answer(_ text: String?) {
        guard case .start(var page)? = layers.first else {
            if let text { notice = text }
            return
        }
        page.answer = text
        layers[0] = .start(page)
    }
}
