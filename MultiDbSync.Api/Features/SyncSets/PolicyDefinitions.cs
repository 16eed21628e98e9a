using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Contracts.SyncSets;
using MultiDbSync.Engine.Conflicts.Policies;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Api.Features.SyncSets;

/// <summary>A table's policies between the wire and the engine.</summary>
internal static class PolicyDefinitions
{
    /// <summary>The policies; null when <paramref name="errors"/> tells under <paramref name="field"/> what a table can't use.</summary>
    public static TablePolicy? Read(TablePolicyDefinition? definition, TableSchema table, string field, Dictionary<string, string> errors)
    {
        if (definition is null)
        {
            errors[field] = $"{table.Name} needs a policy.";
            return null;
        }

        var kinds = new Dictionary<ConflictKind, string>();
        var reasons = new List<string>();
        foreach (var (name, policy) in definition.Kinds ?? new Dictionary<string, string>())
        {
            if (Enum.TryParse<ConflictKind>(name, ignoreCase: true, out var kind) && Enum.IsDefined(kind) && !char.IsAsciiDigit(name[0])) kinds[kind] = Spelt(policy);
            else reasons.Add($"'{name}' is no kind of conflict. Use one of: {string.Join("; ", Enum.GetNames<ConflictKind>())}.");
        }

        var columns = (definition.Columns ?? new Dictionary<string, string>()).ToDictionary(c => c.Key, c => Spelt(c.Value), StringComparer.Ordinal);
        var read = new TablePolicy(Spelt(definition.Default), kinds, columns);
        reasons.AddRange(read.Refuse(table));
        if (reasons.Count == 0) return read;
        errors[field] = string.Join(' ', reasons);
        return null;
    }

    public static SyncSetTable ToWire(string table, string stored)
    {
        var policy = TablePolicy.Parse(stored);
        return new SyncSetTable(table, policy.Default, policy.Kinds, policy.Columns);
    }

    /// <summary>What a table can have, by what the engine refuses it.</summary>
    public static TablePolicyChoices ChoicesOf(TableSchema table)
    {
        var none = new TablePolicy(PolicySpec.Default, new Dictionary<ConflictKind, string>(), new Dictionary<string, string>());
        bool IsFit(TablePolicy policy) => !policy.Refuse(table).Any();
        IReadOnlyList<string> OfKind(ConflictKind kind) =>
            [.. PolicySpec.KnownForKinds.Where(p => IsFit(none with { Kinds = new Dictionary<ConflictKind, string> { [kind] = p } }))];
        IReadOnlyList<string> OfColumn(string column) =>
            [.. PolicySpec.KnownForColumns.Where(p => IsFit(none with { Columns = new Dictionary<string, string> { [column] = p } }))];
        return new TablePolicyChoices(
            [.. PolicySpec.Known.Where(p => IsFit(none with { Default = p }))],
            Enum.GetValues<ConflictKind>().Select(kind => (Kind: kind, Policies: OfKind(kind))).Where(k => k.Policies.Count > 1).ToDictionary(k => k.Kind, k => k.Policies),
            [.. table.ImageColumns.Select(c => new ColumnPolicyChoices(c.Name, c.DeclaredType, table.Key.Contains(c.Name), OfColumn(c.Name)))]);
    }

    // As the engine spells it; what it does not know stays what was asked for.
    private static string Spelt(string? policy)
    {
        try
        {
            return PolicySpec.Parse(policy ?? "").Name;
        }
        catch (FormatException)
        {
            return (policy ?? "").Trim();
        }
    }
}
