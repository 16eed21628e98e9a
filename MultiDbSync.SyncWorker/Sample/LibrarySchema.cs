namespace MultiDbSync.SyncWorker.Sample;

/// <summary>The sample: a library in third normal form.</summary>
internal static class LibrarySchema
{
    /// <summary>Parents before children.</summary>
    public static readonly IReadOnlyList<string> Tables = ["authors", "sections", "books", "users", "borrow_records"];

    public const string Script = """
        CREATE TABLE authors (
            id      INTEGER PRIMARY KEY,
            name    TEXT NOT NULL,
            country TEXT,
            born    INTEGER);
        CREATE TABLE sections (
            id    INTEGER PRIMARY KEY,
            name  TEXT NOT NULL UNIQUE,
            floor INTEGER NOT NULL);
        CREATE TABLE books (
            id         INTEGER PRIMARY KEY,
            title      TEXT NOT NULL,
            author_id  INTEGER NOT NULL REFERENCES authors (id),
            section_id INTEGER NOT NULL REFERENCES sections (id),
            isbn       TEXT NOT NULL UNIQUE,
            published  INTEGER,
            price      REAL NOT NULL,
            copies     INTEGER NOT NULL);
        CREATE INDEX books_author ON books (author_id);
        CREATE INDEX books_section ON books (section_id);
        CREATE TABLE users (
            id     INTEGER PRIMARY KEY,
            name   TEXT NOT NULL,
            email  TEXT NOT NULL UNIQUE,
            phone  TEXT,
            joined TEXT NOT NULL);
        CREATE TABLE borrow_records (
            id          INTEGER PRIMARY KEY,
            user_id     INTEGER NOT NULL REFERENCES users (id),
            book_id     INTEGER NOT NULL REFERENCES books (id),
            borrowed_at TEXT NOT NULL,
            due_at      TEXT NOT NULL,
            returned_at TEXT);
        CREATE INDEX borrow_records_user ON borrow_records (user_id);
        CREATE INDEX borrow_records_book ON borrow_records (book_id);
        """;
}
