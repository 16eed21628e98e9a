using MultiDbSync.Contracts.Alerts;

namespace MultiDbSync.Engine.Alerts;

/// <summary>Something that is so now, and an alert once it has lasted.</summary>
/// <param name="Subject">A database's name, or a sync set's and a database's.</param>
/// <param name="Message">In words for a person; without figures that change from second to second.</param>
/// <param name="Patience">How long it may last.</param>
/// <param name="Mark">When it changes the time starts anew: a delivery that moves on is none that has stalled.</param>
internal sealed record Symptom(AlertKind Kind, string Subject, string? Message, TimeSpan Patience, long? Mark = null)
{
    public (string Kind, string Subject) Key => (Kind.ToString(), Subject);

    /// <summary>Nobody can tell now: an alert that is open stays so, and none is raised.</summary>
    public static Symptom Unclear(AlertKind kind, string subject) => new(kind, subject, null, TimeSpan.MaxValue);
}
