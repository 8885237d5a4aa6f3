extension Store {
    /// Calls have a cost, sources can be paused and spend money, and posts that were taken away are known for a while.
    static var schema5: String {
        """
        -- thousandths of a call
        ALTER TABLE call ADD COLUMN cost INTEGER NOT NULL DEFAULT 1000;
        -- why a source as a whole is not asked; until NULL: until somebody ends it
        CREATE TABLE pause (
            source TEXT PRIMARY KEY,
            cause TEXT NOT NULL,
            problem TEXT NOT NULL,
            since INTEGER NOT NULL,
            until INTEGER
        ) STRICT, WITHOUT ROWID;
        -- millionths of a dollar by UTC day (days since 1970): what was paid in advance and what is known
        CREATE TABLE spending (
            source TEXT NOT NULL,
            day INTEGER NOT NULL,
            amount INTEGER NOT NULL,
            PRIMARY KEY (source, day)
        ) STRICT, WITHOUT ROWID;
        -- the greatest number that a post ever had: who follows asks for what is greater, so none is given twice
        CREATE TABLE highest (
            name TEXT PRIMARY KEY,
            row INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        -- posts that were deleted or replaced, the last ones: for those who follow what another process commits
        CREATE TABLE removal (
            row INTEGER PRIMARY KEY AUTOINCREMENT,
            source TEXT NOT NULL,
            id TEXT NOT NULL,
            created INTEGER NOT NULL,
            language TEXT NOT NULL,
            own_tags INTEGER NOT NULL,
            full_tags INTEGER NOT NULL
        ) STRICT;
        """
    }
}
