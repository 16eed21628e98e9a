using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Web.Components.Shared;

namespace MultiDbSync.Web.Features.Conflicts;

/// <summary>What the page has to tell after an action.</summary>
internal sealed record ConflictMessage(NoticeIntent Intent, string Title, string Text)
{
    public static ConflictMessage Resolved { get; } = new(NoticeIntent.Success, "Settled", "The result is on its way to all databases.");

    public static ConflictMessage Reopened { get; } = new(NoticeIntent.Success, "Open again", "Each database keeps the value that it has until somebody decides anew.");

    /// <summary>One by one, what is more to tell.</summary>
    public IReadOnlyList<string> Points { get; init; } = [];

    /// <summary>Nothing was saved; what is different now.</summary>
    public static ConflictMessage Moved(ConflictDetail before, ConflictDetail now) => new(
        NoticeIntent.Warning,
        "The conflict has moved on",
        now.Summary.Status == ConflictStatus.Open
            ? "Nothing was saved. What you see now is up to date, and what you typed is kept; look again and decide."
            : "Nothing was saved. What you typed is kept on this page: if you reopen the conflict, you can go on with it.")
    {
        Points = ConflictNews.Between(before, now),
    };

    public static ConflictMessage Failed(string text) => new(NoticeIntent.Error, "Not saved", text);
}
