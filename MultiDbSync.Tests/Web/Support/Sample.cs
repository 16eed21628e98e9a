using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Contracts.Databases;
using MultiDbSync.Contracts.Runs;
using MultiDbSync.Contracts.Status;
using MultiDbSync.Contracts.SyncSets;

namespace MultiDbSync.Tests.Web.Support;

/// <summary>Believable records.</summary>
internal static class Sample
{
    public static DateTimeOffset Now { get; } = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

    public static ConflictDetail Conflict(int version = 1, bool leftExists = true) => new(
        new ConflictSummary(7, "library", "books", "book_id=1", ConflictKind.UpdateUpdate, ConflictStatus.Open, "primary", "mysql_sim", Now, null, null, null, version),
        "Neither had seen the other's change.",
        BaseExists: true,
        LeftExists: leftExists,
        RightExists: true,
        Now,
        Now,
        [
            new ConflictCell("book_id", "integer", true, "1", leftExists ? "1" : null, "1", "1", !leftExists, false),
            new ConflictCell("title", "text", false, "Old", leftExists ? "Left" : null, "Right", "Left", true, true),
            new ConflictCell("copies", "integer", false, "3", leftExists ? "3" : null, "4", "3", !leftExists, true),
            new ConflictCell("note", "text", false, null, leftExists ? "" : null, null, "", leftExists, false),
        ],
        [],
        [],
        [],
        []);

    public static SyncStatus Status(int openConflicts) => new(
        SyncHealth.InSync, "All databases hold the same rows.", 0, 0, openConflicts, Now, true, [Database()], [], [Run(1, RunStatus.Succeeded, 100)], Now);

    public static DatabaseSummary Database(bool enabled = true) => new(
        "primary", "sqlite", "data/primary.db", enabled, enabled ? DatabaseState.Online : DatabaseState.Disabled, null, 0, 0, 0, Now, ["library"]);

    public static LoadProgress Load(string? pausedBy = null) => new(
        "fourth", "primary", FirstLoadMode.Replace, 1_500, 6_000, 250, 18,
        [new("authors", 500, 480, true, 400, 0), new("books", 1_000, 4_000, false, 200, 15), new("loans", 0, 1_520, false)])
    {
        Copying = true,
        PausedBy = pausedBy,
        Notes = ["loans.due is TEXT here."],
    };

    public static RunSummary Run(long id, RunStatus status, int percent) => new(
        id, "library", RunKind.Manual, status, percent, 10, 20, 0, "ada@example.org", Now, Now, null, null, null);
}
