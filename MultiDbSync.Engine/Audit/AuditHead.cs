using System.Globalization;

namespace MultiDbSync.Engine.Audit;

/// <summary>Where the chain ends: how many entries there are, and the hash of the last. Kept apart from them, so that a cut-off end is noticed.</summary>
internal sealed record AuditHead(long Entries, string Hash)
{
    /// <summary>What the first entry follows.</summary>
    public static AuditHead None { get; } = new(0, new string('0', 64));

    public static AuditHead? Parse(string text) =>
        text.Split(':') is [var entries, { Length: 64 } hash] && long.TryParse(entries, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? new AuditHead(count, hash)
            : null;

    public override string ToString() => $"{Entries.ToString(CultureInfo.InvariantCulture)}:{Hash}";
}
