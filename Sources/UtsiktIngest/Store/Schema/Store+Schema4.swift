extension Store {
    /// The journal knows what is wanted, what it has to wait for, and what is the newest of each list.
    static var schema4: String {
        """
        -- which task discovered it; NULL for what the source itself asks for
        ALTER TABLE task ADD COLUMN parent TEXT;
        -- how often its list was begun anew, and in which reading of its parent's list it was named last
        ALTER TABLE task ADD COLUMN walk INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE task ADD COLUMN seen INTEGER NOT NULL DEFAULT 0;
        -- the newest of it when it was done last, and the newest of the present reading: words of the source
        ALTER TABLE task ADD COLUMN newest TEXT;
        ALTER TABLE task ADD COLUMN top TEXT;
        -- why it failed for good: 1 refused, 2 gone, 3 given up; NULL when that was never said
        ALTER TABLE task ADD COLUMN cause INTEGER;
        -- when a failed attempt is repeated
        ALTER TABLE task ADD COLUMN due INTEGER;
        -- the machine's uptime at the last change
        ALTER TABLE task ADD COLUMN up INTEGER;
        -- since when it is not wanted any more
        ALTER TABLE task ADD COLUMN retired INTEGER;
        -- until now only followed accounts were discovered, by the one list of their source
        UPDATE task SET parent = (
            SELECT list.subject FROM task AS list
            WHERE list.source = task.source AND list.subject LIKE 'friends/%' ORDER BY list.row LIMIT 1
        ) WHERE subject LIKE 'account/%';
        CREATE INDEX task_parent ON task (source, parent);
        CREATE INDEX rejection_source ON rejection (source);
        -- the fingerprint of the source's secret, eight bits under a key of its own
        ALTER TABLE source ADD COLUMN print_key INTEGER;
        ALTER TABLE source ADD COLUMN print INTEGER;
        ALTER TABLE call ADD COLUMN up INTEGER;
        -- what a service has asked to wait for; budget '' stands for the whole source
        CREATE TABLE wait (
            source TEXT NOT NULL,
            budget TEXT NOT NULL,
            noted INTEGER NOT NULL,
            up INTEGER,
            until INTEGER NOT NULL,
            times INTEGER NOT NULL,
            PRIMARY KEY (source, budget)
        ) STRICT, WITHOUT ROWID;
        -- the start of the machine that all uptimes belong to
        CREATE TABLE machine (
            row INTEGER PRIMARY KEY CHECK (row = 1),
            boot TEXT NOT NULL
        ) STRICT;
        -- what the sample world's server has answered wrongly, and how often
        CREATE TABLE fault (
            request TEXT PRIMARY KEY,
            count INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        """
    }
}
