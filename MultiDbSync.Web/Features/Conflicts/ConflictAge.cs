namespace MultiDbSync.Web.Features.Conflicts;

/// <summary>How long ago a conflict was found, as one chooses it.</summary>
/// <param name="Key">In the page's address.</param>
/// <param name="Younger">Found in this time; null for any.</param>
/// <param name="Older">Found longer ago than this; null for any.</param>
public sealed record ConflictAge(string Key, string Text, TimeSpan? Younger, TimeSpan? Older)
{
    /// <summary>What can be chosen.</summary>
    public static IReadOnlyList<ConflictAge> All { get; } =
    [
        new("1h", "In the last hour", TimeSpan.FromHours(1), null), new("24h", "In the last 24 hours", TimeSpan.FromDays(1), null), new("7d", "In the last 7 days", TimeSpan.FromDays(7), null),
        new("over-1d", "More than a day ago", null, TimeSpan.FromDays(1)), new("over-7d", "More than a week ago", null, TimeSpan.FromDays(7)),
        new("over-30d", "More than 30 days ago", null, TimeSpan.FromDays(30)),
    ];

    /// <summary>The one with a key; null for none and for unknown ones.</summary>
    public static ConflictAge? Of(string? key) => All.FirstOrDefault(age => age.Key == key);
}
