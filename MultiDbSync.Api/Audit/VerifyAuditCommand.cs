using System.Globalization;
using Microsoft.Data.Sqlite;
using MultiDbSync.Engine.Audit;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Api.Audit;

/// <summary><c>verify-audit</c>: checks the audit log of a hub store's file without starting anything, for schedulers and for copies of the file.</summary>
internal static class VerifyAuditCommand
{
    public const string Verb = "verify-audit";

    private const int Intact = 0;
    private const int Broken = 1;
    private const int Misused = 2;
    private const string Usage =
        "Usage: verify-audit [--hub FILE] [--entries N --head HASH]\n"
        + "  --hub      the hub store's file; without it the one of ConnectionStrings__hub\n"
        + "  --entries, --head   what an earlier verification printed: proves that nothing up to there was changed since\n"
        + "Exit code: 0 intact, 1 broken, 2 could not be checked.";

    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, TextWriter output, TextWriter errors, CancellationToken cancellationToken)
    {
        if (Parse(arguments) is not { } options) return await MisusedAsync(errors, Usage);
        if (options.File is null) return await MisusedAsync(errors, "No hub store is named.\n" + Usage);
        if (!File.Exists(options.File)) return await MisusedAsync(errors, $"There is no file '{options.File}'.");
        try
        {
            var found = await AuditLog.VerifyFileAsync(options.File, options.Entries, options.Head, TimeProvider.System, cancellationToken);
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"entries {found.Entries}"));
            await output.WriteLineAsync($"head {found.Head}");
            await output.WriteLineAsync(found.IsIntact ? "intact" : string.Create(CultureInfo.InvariantCulture, $"broken at entry {found.Entry}: {found.Finding}"));
            return found.IsIntact ? Intact : Broken;
        }
        catch (SqliteException e)
        {
            return await MisusedAsync(errors, $"'{options.File}' can't be read as a hub store: {e.Message}");
        }
    }

    private static async Task<int> MisusedAsync(TextWriter errors, string message)
    {
        await errors.WriteLineAsync(message);
        return Misused;
    }

    private static Options? Parse(IReadOnlyList<string> arguments)
    {
        if (arguments.Count % 2 != 0) return null;
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < arguments.Count; i += 2)
            if (arguments[i] is not ("--hub" or "--entries" or "--head") || !given.TryAdd(arguments[i], arguments[i + 1])) return null;

        var head = given.GetValueOrDefault("--head")?.ToLowerInvariant();
        if ((head is null) != !given.TryGetValue("--entries", out var count)) return null;
        if (head is null) return new Options(given.GetValueOrDefault("--hub") ?? Configured(), null, null);
        return head.Length == 64 && head.All(char.IsAsciiHexDigit) && long.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var entries)
            ? new Options(given.GetValueOrDefault("--hub") ?? Configured(), entries, head)
            : null;
    }

    private static string? Configured() =>
        Environment.GetEnvironmentVariable($"ConnectionStrings__{HubStoreOptions.ConnectionName}") is { Length: > 0 } text ? new SqliteConnectionStringBuilder(text).DataSource : null;

    private sealed record Options(string? File, long? Entries, string? Head);
}
