using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using MultiDbSync.Api.Identity.Sessions;
using MultiDbSync.Contracts.Audit;
using MultiDbSync.Engine.Audit;

namespace MultiDbSync.Api.Audit;

/// <summary>
/// What the audit log is to keep of this request. Whoever makes a change in a transaction of the hub store writes the entry into it
/// (<see cref="WriteAsync(DbContext)"/>); else <see cref="AuditMiddleware"/> writes it before the answer leaves.
/// </summary>
internal sealed class AuditTrail(AuditLog log, TimeProvider time)
{
    /// <summary>Who acts, where that can't be told.</summary>
    public const string Anybody = "anybody";

    private const string Unknown = "unknown account";
    private const int LongestText = 300;

    private HttpContext? _http;

    /// <summary>Null: the request leaves no entry.</summary>
    public string? Action { get; set; }

    public string Subject { get; set; } = "";

    /// <summary>Who acts, where that is not who is signed in.</summary>
    public string? Actor { get; set; }

    public object? Before { get; set; }

    public object? After { get; set; }

    /// <summary>Kept however often it is refused: something else counts the attempts.</summary>
    public bool IsAlwaysKept { get; set; }

    /// <summary>True once an entry of what was done is written.</summary>
    public bool IsWritten { get; private set; }

    public void Begin(HttpContext http, AuditedAs? audited)
    {
        _http = http;
        if (audited is null) return;
        Action = audited.Action;
        Subject = audited.SubjectOf(http.Request.RouteValues);
    }

    /// <summary>The entry as it would be written now.</summary>
    public AuditEntry Entry(AuditOutcome outcome) => new(
        time.GetUtcNow(), Plain(Actor ?? _http?.User.Actor() ?? ""), _http?.Connection.RemoteIpAddress?.ToString() ?? "", Action ?? AuditActions.Access, Plain(Subject), outcome)
    {
        Before = AuditJson.Of(Before),
        After = AuditJson.Of(After),
        TraceId = Activity.Current?.TraceId.ToString(),
    };

    /// <summary>Writes that it is done into the transaction that does it; the last step before the commit.</summary>
    public async Task WriteAsync(DbContext db)
    {
        await AuditLog.AppendAsync(db, Entry(AuditOutcome.Done));
        IsWritten = true;
    }

    /// <summary>Somebody says who they are; whether that is so, the answer's status tells.</summary>
    /// <param name="account">Null when there is nobody of that name: what was typed may be a password.</param>
    public void SignInBy(string? account) => (Action, Actor, Subject) = (AuditActions.SignIn, account ?? Unknown, "");

    /// <summary>The engine has written the entry that it was given with what it was to do.</summary>
    public void WrittenByEngine() => IsWritten = true;

    /// <summary>Writes an entry by itself.</summary>
    public Task WriteAsync(AuditOutcome outcome, CancellationToken cancellationToken) => log.AppendAsync(Entry(outcome), cancellationToken);

    // Control characters have no business in a line of a log.
    private static string Plain(string text) =>
        string.Concat(text.Take(LongestText).Select(c => char.IsControl(c) ? ' ' : c)) + (text.Length > LongestText ? "…" : "");
}
