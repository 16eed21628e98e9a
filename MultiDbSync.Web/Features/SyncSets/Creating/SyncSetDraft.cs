using System.Text.RegularExpressions;
using MultiDbSync.Contracts.Databases;
using MultiDbSync.Contracts.SyncSets;

namespace MultiDbSync.Web.Features.SyncSets.Creating;

/// <summary>A sync set as somebody puts it together, step by step.</summary>
public sealed partial class SyncSetDraft
{
    private readonly SortedSet<string> _tables = new(StringComparer.Ordinal);

    /// <summary>Its name.</summary>
    public string Name { get; set; } = "";

    /// <summary>The database whose tables it is made of, or null.</summary>
    public string? Database { get; private set; }

    /// <summary>The database's tables; empty before they were read.</summary>
    public IReadOnlyList<TableCandidate> Candidates { get; private set; } = [];

    /// <summary>The chosen tables.</summary>
    public IReadOnlyCollection<string> Tables => _tables;

    /// <summary>When changes are delivered.</summary>
    public ScheduleDraft Schedule { get; } = new();

    /// <summary>Settles conflicts of every table; null for the proposed one.</summary>
    public string? Policy { get; set; }

    /// <summary>Letters, digits, <c>_</c> and <c>-</c>.</summary>
    public bool IsNameValid => NamePattern().IsMatch(Name.Trim());

    /// <summary>Chosen tables refer to these, which are not chosen.</summary>
    public IReadOnlyList<string> Missing => [.. Candidates.Where(c => _tables.Contains(c.Name)).SelectMany(c => c.Refers).Distinct().Where(t => !_tables.Contains(t)).Order(StringComparer.Ordinal)];

    /// <summary>Warnings about chosen tables.</summary>
    public IEnumerable<(string Table, TestFinding Finding)> Warnings =>
        Candidates.Where(c => _tables.Contains(c.Name)).SelectMany(c => c.Findings.Where(f => f.State == FindingState.Warning).Select(f => (c.Name, f)));

    /// <summary>Nothing keeps the table from a set.</summary>
    public static bool IsFit(TableCandidate candidate)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        return candidate.Findings.All(f => f.State != FindingState.Refused);
    }

    /// <summary>Chooses the database. Tables of another one are forgotten.</summary>
    public void Choose(string? database)
    {
        if (database == Database) return;
        (Database, Candidates) = (database, []);
        _tables.Clear();
    }

    /// <summary>Keeps what was read of the database's tables.</summary>
    public void Keep(IReadOnlyList<TableCandidate> candidates)
    {
        Candidates = candidates;
        _tables.IntersectWith(candidates.Where(IsFit).Select(c => c.Name));
    }

    /// <summary>Takes tables in, or leaves them out; those that can't be taken are passed over.</summary>
    public void Set(IEnumerable<TableCandidate> tables, bool chosen)
    {
        ArgumentNullException.ThrowIfNull(tables);
        foreach (var table in tables)
        {
            if (!chosen) _tables.Remove(table.Name);
            else if (IsFit(table)) _tables.Add(table.Name);
        }
    }

    /// <summary>Takes in every table that chosen ones refer to, and what those refer to.</summary>
    public void AddMissing()
    {
        while (Candidates.Where(c => Missing.Contains(c.Name) && IsFit(c)).ToList() is { Count: > 0 } more) Set(more, chosen: true);
    }

    /// <summary>Whether what the step needs is known.</summary>
    public bool Allows(NewSetStep step) => step switch
    {
        NewSetStep.Database => true,
        NewSetStep.Tables => Database is not null,
        NewSetStep.Settings => _tables.Count > 0 && Missing.Count == 0,
        _ => _tables.Count > 0 && Missing.Count == 0 && IsNameValid && Schedule.IsAccepted,
    };

    /// <summary>As it is asked for.</summary>
    public CreateSyncSetRequest ToRequest() => new(Name.Trim(), Database!, [.. _tables], Policy, Schedule.Mode, Schedule.SavedSchedule, Schedule.SavedTimeZone);

    [GeneratedRegex(@"^[A-Za-z0-9_-]{1,60}\z")]
    private static partial Regex NamePattern();
}
