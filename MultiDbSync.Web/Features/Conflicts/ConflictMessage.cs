using MultiDbSync.Web.Components.Shared;

namespace MultiDbSync.Web.Features.Conflicts;

/// <summary>What the page has to tell after an action.</summary>
internal sealed record ConflictMessage(NoticeIntent Intent, string Title, string Text)
{
    public static ConflictMessage Moved { get; } = new(
        NoticeIntent.Warning,
        "The conflict has moved on",
        "Another change or another person was faster, so nothing was saved. What you see now is up to date; look again and decide.");

    public static ConflictMessage Resolved { get; } = new(NoticeIntent.Success, "Settled", "The result is on its way to all databases.");

    public static ConflictMessage Failed(string text) => new(NoticeIntent.Error, "Not saved", text);
}
