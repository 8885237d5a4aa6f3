// The connectors and the replay server.
