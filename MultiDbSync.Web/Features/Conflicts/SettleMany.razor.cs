using System.Globalization;
using Microsoft.AspNetCore.Components;
using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Web.Api;
using MultiDbSync.Web.Components.Shared;

namespace MultiDbSync.Web.Features.Conflicts;

/// <summary>Settles all conflicts that a filter shows, after a preview.</summary>
public sealed partial class SettleMany
{
    private static readonly (string, string)[] Choices =
        [.. new[] { ConflictChoice.KeepLeft, ConflictChoice.KeepRight }.Select(choice => (choice.ToString(), Words.Of(choice)))];

    private static readonly (string, string)[] Ages = [("1", "More than a day ago"), ("7", "More than a week ago"), ("30", "More than 30 days ago")];

    private Modal? _modal;
    private ConflictFilter _filter = new();
    private ConflictChoice _choice;
    private string? _age;
    private DateTimeOffset _asOf;
    private DateTimeOffset? _olderThan;
    private string? _comment;
    private ResolutionPreview? _preview;
    private ResolveManyResult? _result;
    private string? _error;
    private bool _moved;
    private bool _busy;

    [Inject]
    private ConflictsClient Client { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    /// <summary>Opens the dialog for what a list shows.</summary>
    public async Task ShowAsync(ConflictFilter filter)
    {
        (_filter, _asOf, _comment, _result, _preview) = (filter, Clock.GetUtcNow(), null, null, null);
        await _modal!.ShowAsync();
        await PreviewAsync(ConflictChoice.KeepLeft, null);
        StateHasChanged();
    }

    private async Task PreviewAsync(ConflictChoice choice, string? age)
    {
        (_choice, _age) = (choice, age);

        // Fixed here: the same moment counts when the preview is carried out.
        _olderThan = age is null ? null : Clock.GetUtcNow().AddDays(-int.Parse(age, CultureInfo.InvariantCulture));
        await ActAsync(async () => _preview = await Client.PreviewAsync(new PreviewResolutionRequest(_filter.ToSelection(_asOf), choice, _olderThan), CancellationToken.None));
    }

    private Task SubmitAsync() => _preview is not { Count: > 0 } preview ? Task.CompletedTask : ActAsync(async () =>
    {
        var request = new ResolveManyRequest(_filter.ToSelection(_asOf), _choice, _olderThan, preview.Token, string.IsNullOrWhiteSpace(_comment) ? null : _comment.Trim());
        _result = await Client.ResolveManyAsync(request, CancellationToken.None);
    });

    private async Task ActAsync(Func<Task> act)
    {
        (_busy, _error, _moved) = (true, null, false);
        try
        {
            await act();
        }
        catch (ApiException e) when (e.Type == "conflict-moved" && e.Read<ResolutionPreview>("preview") is { } now)
        {
            (_preview, _moved) = (now, true);
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
