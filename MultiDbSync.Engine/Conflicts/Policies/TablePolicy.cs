using System.Collections.Concurrent;
using System.Text.Json;
using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Engine.Conflicts.Policies;

/// <summary>How a table's conflicts are settled: a policy for its rows, others for single kinds of conflict, and for single columns.</summary>
/// <param name="Default">See <see cref="PolicySpec"/>.</param>
/// <param name="Kinds">By kind, where it differs. Unique keys, foreign keys and divergences ask a person unless they have one here; disjoint changes are merged.</param>
/// <param name="Columns">By column: what both sides changed there.</param>
public sealed record TablePolicy(string Default, IReadOnlyDictionary<ConflictKind, string> Kinds, IReadOnlyDictionary<string, string> Columns)
{
    private static readonly ConcurrentDictionary<string, TablePolicy> Parsed = new(StringComparer.Ordinal);
    private static readonly ConflictKind[] Constraints = [ConflictKind.UniqueKey, ConflictKind.ForeignKey];

    /// <summary>Columns whose increments add up.</summary>
    public IReadOnlyList<string> Counters { get; } = [.. Columns.Where(c => c.Value == AddDeltasPolicy.PolicyName).Select(c => c.Key)];

    /// <summary>Reads <see cref="ToString"/> back; a row policy's bare name stands for itself.</summary>
    /// <exception cref="FormatException">Some policy is unknown.</exception>
    public static TablePolicy Parse(string text) => Parsed.GetOrAdd(text, Read);

    /// <summary>The policy that settles a kind of conflict.</summary>
    public IResolutionPolicy For(ConflictKind kind) => PolicySpec.Parse(
        Kinds.TryGetValue(kind, out var own) ? own
        : kind == ConflictKind.DisjointUpdate ? PolicySpec.Default
        : Constraints.Contains(kind) || kind == ConflictKind.Divergence ? "manual"
        : Default);

    /// <summary>What can't be used for a table, in words that say what to do; empty when all can.</summary>
    public IEnumerable<string> Refuse(TableSchema table)
    {
        foreach (var name in Kinds.Values.Prepend(Default).Where(n => !IsKnown(n)))
            yield return $"'{name}' is no conflict policy. Use one of: {string.Join("; ", PolicySpec.Known)}; for CreateCreate also {PolicySpec.KeepBoth}.";
        if (Default == PolicySpec.KeepBoth || Kinds.Any(k => k.Value == PolicySpec.KeepBoth && k.Key != ConflictKind.CreateCreate))
            yield return $"{PolicySpec.KeepBoth} settles rows that two databases created with one key: use it for the kind CreateCreate only.";
        if (Kinds.TryGetValue(ConflictKind.Divergence, out var divergence) && divergence != "manual")
            yield return "A divergence has no cause that a policy could judge by: it is always manual.";
        foreach (var (kind, name) in Kinds.Where(k => Constraints.Contains(k.Key) && !PolicySpec.KnownForConstraints.Contains(k.Value)))
            yield return $"{name} can't settle {kind}. Use one of: {string.Join("; ", PolicySpec.KnownForConstraints)}.";
        foreach (var (column, name) in Columns)
            foreach (var reason in Refuse(table, column, name)) yield return reason;
    }

    /// <summary>The text that is stored: a bare name where there is nothing else.</summary>
    public override string ToString() => Kinds.Count + Columns.Count == 0
        ? Default
        : JsonSerializer.Serialize(new Stored(Default, Kinds.ToDictionary(k => k.Key.ToString(), k => k.Value), Columns.ToDictionary(c => c.Key, c => c.Value)));

    private static IEnumerable<string> Refuse(TableSchema table, string column, string name)
    {
        if (table.Column(column) is not { } found) yield return $"{table.Name} has no column {column}.";
        else if (table.Key.Contains(column)) yield return $"{column} belongs to the key of {table.Name}: it can't have a policy of its own.";
        else if (!PolicySpec.KnownForColumns.Contains(name)) yield return $"'{name}' is no policy for a column. Use one of: {string.Join("; ", PolicySpec.KnownForColumns)}.";
        else if (PolicySpec.ParseColumn(name) is AddDeltasPolicy or ExtremePolicy && !IsNumeric(found.Type)) yield return $"{name} is for numbers, and {column} of {table.Name} is {found.DeclaredType}.";
    }

    private static bool IsKnown(string name) => name == PolicySpec.KeepBoth || PolicySpec.Known.Contains(name);

    private static bool IsNumeric(CanonicalType type) => type is CanonicalType.Any or CanonicalType.Int16 or CanonicalType.Int32 or CanonicalType.Int64
        or CanonicalType.Decimal or CanonicalType.Float32 or CanonicalType.Float64;

    private static TablePolicy Read(string text)
    {
        if (!text.StartsWith('{')) return new TablePolicy(PolicySpec.Parse(text).Name, new Dictionary<ConflictKind, string>(), new Dictionary<string, string>());
        var stored = JsonSerializer.Deserialize<Stored>(text)!;
        foreach (var name in stored.Kinds.Values.Prepend(stored.Default)) PolicySpec.Parse(name);
        foreach (var name in stored.Columns.Values) PolicySpec.ParseColumn(name);
        return new TablePolicy(stored.Default, stored.Kinds.ToDictionary(k => Enum.Parse<ConflictKind>(k.Key), k => k.Value), stored.Columns);
    }

    private sealed record Stored(string Default, Dictionary<string, string> Kinds, Dictionary<string, string> Columns);
}
