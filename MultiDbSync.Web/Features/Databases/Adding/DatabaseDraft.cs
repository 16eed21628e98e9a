using System.Text.RegularExpressions;
using MultiDbSync.Contracts.Databases;
using MultiDbSync.Web.Features.SyncSets;

namespace MultiDbSync.Web.Features.Databases.Adding;

/// <summary>A database as somebody describes it, step by step. Lives as long as the page: secrets are in no address and in no store of the browser.</summary>
public sealed partial class DatabaseDraft
{
    private readonly Dictionary<string, string> _fields = new(StringComparer.Ordinal);
    private string? _tested;

    /// <summary>The chosen make, or null.</summary>
    public DatabaseMake? Make { get; private set; }

    /// <summary>The connection is typed as one string instead of fields.</summary>
    public bool ByText { get; set; }

    /// <summary>The connection string, where it is typed as one.</summary>
    public string Text { get; set; } = "";

    /// <summary>What the last test of this very connection found, or null.</summary>
    public ConnectionTestResult? Result { get => _tested == Fingerprint ? field : null; private set; }

    /// <summary>The name to register it under.</summary>
    public string Name { get; set; } = "";

    /// <summary>The sync set to join, or null.</summary>
    public string? SyncSet { get; set; }

    /// <summary>How it joins.</summary>
    public FirstLoadDraft FirstLoad { get; } = new(allowsEqual: true);

    /// <summary>Every field that must have a value has one.</summary>
    public bool IsConnectionComplete => Make is not null && (ByText ? Text.Trim().Length > 0 : Make.Fields.All(f => !f.Required || Of(f.Name).Trim().Length > 0));

    /// <summary>Letters, digits, <c>_</c> and <c>-</c>.</summary>
    public bool IsNameValid => NamePattern().IsMatch(Name.Trim());

    private string Fingerprint => $"{Make?.Make}|{ByText}|{(ByText ? Text : string.Join('\u001f', _fields.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => $"{f.Key}={f.Value}")))}";

    /// <summary>Chooses the make. Fields that both makes have keep what was typed.</summary>
    public void Choose(DatabaseMake make)
    {
        ArgumentNullException.ThrowIfNull(make);

        // A connection string belongs to the make that it was written for, and so does a port.
        if (Make is not null && Make.Make != make.Make)
        {
            Text = "";
            _fields.Remove("port");
        }

        Make = make;
    }

    /// <summary>What was typed into a field.</summary>
    public string Of(string field) => _fields.GetValueOrDefault(field, "");

    /// <summary>Types into a field.</summary>
    public void Set(string field, string value) => _fields[field] = value;

    /// <summary>Keeps what a test found, and proposes a name.</summary>
    public void Keep(ConnectionTestResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        (Result, _tested) = (result, Fingerprint);
        if (Name.Length == 0) Name = NameOf(result.Location);
    }

    /// <summary>Whether what the step needs is known.</summary>
    public bool Allows(AddStep step) => step switch
    {
        AddStep.Make => true,
        AddStep.Connection => Make is not null,
        AddStep.Test => IsConnectionComplete,
        AddStep.Name => Result is { Usable: true },
        AddStep.Join => Result is { Usable: true } && IsNameValid,
        _ => Result is { Usable: true } && IsNameValid && (SyncSet is null || FirstLoad.IsConfirmed(Name.Trim())),
    };

    /// <summary>What is asked to be tested.</summary>
    public TestConnectionRequest ToTest() => new(Make!.Make, ConnectionString, Fields);

    /// <summary>What is asked to be added.</summary>
    public AddDatabaseRequest ToRequest() => new(Name.Trim(), Make!.Make, ConnectionString, SyncSet, SyncSet is null ? null : FirstLoad.ToRequest(), Fields);

    private string? ConnectionString => ByText ? Text.Trim() : null;

    private Dictionary<string, string>? Fields => ByText ? null : Make!.Fields.Where(f => Of(f.Name).Length > 0).ToDictionary(f => f.Name, f => Of(f.Name), StringComparer.Ordinal);

    // The file's or the database's own name, as far as it can be one here.
    private static string NameOf(string location)
    {
        var last = Path.GetFileNameWithoutExtension(location.Split('/', '\\')[^1]);
        return Unfit().Replace(last, "-").Trim('-') is { Length: > 0 and <= 60 } name ? name : "";
    }

    [GeneratedRegex(@"^[A-Za-z0-9_-]{1,60}\z")]
    private static partial Regex NamePattern();

    [GeneratedRegex("[^A-Za-z0-9_-]+")]
    private static partial Regex Unfit();
}
