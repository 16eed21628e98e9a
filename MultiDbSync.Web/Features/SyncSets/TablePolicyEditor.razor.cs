using Microsoft.AspNetCore.Components;
using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Contracts.SyncSets;
using MultiDbSync.Web.Api;
using MultiDbSync.Web.Components.Shared;

namespace MultiDbSync.Web.Features.SyncSets;

/// <summary>Policies of one table: its own, by kind, by column; and what they would have done.</summary>
public sealed partial class TablePolicyEditor
{
    private TablePolicyChoices? _choices;
    private PolicyTrialResult? _trial;
    private PolicyDraft? _shown;
    private string? _error;
    private bool _open;
    private bool _busy;

    /// <summary>The set's name.</summary>
    [Parameter, EditorRequired]
    public required string SyncSet { get; set; }

    /// <summary>What is changed.</summary>
    [Parameter, EditorRequired]
    public required PolicyDraft Draft { get; set; }

    [Inject]
    private SyncSetsClient Client { get; set; } = null!;

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        if (_shown == Draft)
            return;
        (_shown, _trial, _open, _choices) = (Draft, null, false, null);
        await ActAsync(async () => _choices = await Client.PoliciesAsync(SyncSet, Draft.Table, CancellationToken.None));
    }

    private static (string, string)[] Named(IEnumerable<string> policies) => [.. policies.Select(policy => (policy, Words.Policy(policy)))];

    // Kinds that no table policy settles ask a person; what does not overlap is merged.
    private static string Otherwise(ConflictKind kind) => kind switch
    {
        ConflictKind.UniqueKey or ConflictKind.ForeignKey => "Ask a person",
        ConflictKind.DisjointUpdate => "Merge columns",
        _ => "As the table",
    };

    // A result that belongs to another choice would mislead.
    private void Change(Action change)
    {
        change();
        _trial = null;
    }

    private Task TryAsync() => ActAsync(async () =>
    {
        var definition = Draft.ToDefinition();
        _trial = await Client.TryPolicyAsync(SyncSet, Draft.Table, new TryPolicyRequest(definition.Default, definition.Kinds, definition.Columns), CancellationToken.None);
    });

    private async Task ActAsync(Func<Task> act)
    {
        (_busy, _error) = (true, null);
        try
        {
            await act();
        }
        catch (ApiException e)
        {
            _error = e.Message;
        }
        finally
        {
            _busy = false;
        }
    }
}
