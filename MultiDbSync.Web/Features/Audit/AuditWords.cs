using MultiDbSync.Contracts.Audit;
using MultiDbSync.Web.Components.Shared;

namespace MultiDbSync.Web.Features.Audit;

/// <summary>Actions and outcomes as people read them.</summary>
public static class AuditWords
{
    private static readonly Dictionary<string, string> Actions = new(StringComparer.Ordinal)
    {
        ["session.begin"] = "Sign-in",
        ["session.end"] = "Sign-out",
        ["access"] = "Tried to open",
        ["user.set-up"] = "First administrator made",
        ["user.register"] = "Account made",
        ["user.change"] = "Account changed",
        ["user.password"] = "Password changed",
        ["user.end-sessions"] = "Signed out everywhere",
        ["key.create"] = "API key made",
        ["key.revoke"] = "API key revoked",
        ["database.add"] = "Database added",
        ["database.remove"] = "Database removed",
        ["database.switch"] = "Database switched off or on",
        ["database.rank"] = "Priority of a database",
        ["database.test"] = "Connection tested",
        ["sync-set.add"] = "Sync set made",
        ["sync-set.remove"] = "Sync set removed",
        ["sync-set.change"] = "Sync set changed",
        ["sync-set.switch"] = "Sync set switched off or on",
        ["sync-set.join"] = "Database joins a set",
        ["sync-set.leave"] = "Database leaves a set",
        ["sync-set.restart-load"] = "First load again",
        ["conflict.resolve"] = "Conflict decided",
        ["conflict.resolve-many"] = "Conflicts decided at once",
        ["conflict.reopen"] = "Conflict opened again",
        ["conflict.assign"] = "Conflict given to somebody",
        ["conflict.comment"] = "Remark on a conflict",
        ["conflict.ask-model"] = "Language model asked",
        ["run.sync-now"] = "Sync now",
        ["run.demo"] = "Demo",
        ["run.cancel"] = "Run called off",
        ["run.pause"] = "First load paused",
        ["run.resume"] = "First load goes on",
        ["dead-letter.replay-many"] = "Refused rows tried again",
        ["dead-letter.replay"] = "Refused row tried again",
        ["alert.acknowledge"] = "Alert acknowledged",
        ["mail.preferences"] = "Choice of mail",
        ["mail.test"] = "Test mail",
        ["query.run"] = "Query",
        ["query.explain"] = "Plan of a query",
        ["query.forget"] = "Queries forgotten",
        ["saved-query.add"] = "Query saved",
        ["saved-query.change"] = "Saved query changed",
        ["saved-query.remove"] = "Saved query deleted",
        ["audit.verify"] = "Audit log verified",
        ["audit.export"] = "Audit log exported",
    };

    /// <summary>Groups to filter by.</summary>
    public static IReadOnlyList<(string Value, string Text)> Groups { get; } =
    [
        ("session", "Sign-ins and sign-outs"), ("access", "Refused pages"), ("user", "Accounts"), ("database", "Databases"), ("sync-set", "Sync sets"), ("conflict", "Conflicts"),
        ("run", "Runs"), ("dead-letter", "Refused rows"), ("alert", "Alerts"), ("mail", "Mail"), ("query", "Queries"), ("saved-query", "Saved queries"), ("audit", "Audit log"),
    ];

    /// <summary>Outcomes to filter by.</summary>
    public static IReadOnlyList<(string Value, string Text)> Outcomes { get; } = [.. Enum.GetValues<AuditOutcome>().Select(o => (o.ToString(), Of(o).Text))];

    /// <summary>An action; one that a newer API knows is shown as it is.</summary>
    public static string Of(string action) => Actions.GetValueOrDefault(action, action);

    /// <summary>What became of it.</summary>
    public static (string Text, Tone Tone) Of(AuditOutcome outcome) => outcome switch
    {
        AuditOutcome.Done => ("Done", Tone.Good),
        AuditOutcome.NotDone => ("Not done", Tone.Neutral),
        AuditOutcome.Refused => ("Refused", Tone.Warn),
        _ => ("Failed", Tone.Bad),
    };
}
