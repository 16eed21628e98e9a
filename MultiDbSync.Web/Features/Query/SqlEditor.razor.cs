using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace MultiDbSync.Web.Features.Query;

/// <summary>The statement: a textarea, over which the browser lays Monaco where it can be loaded.</summary>
public sealed partial class SqlEditor : IAsyncDisposable
{
    private const string Id = "sql";
    private DotNetObjectReference<SqlEditor>? _self;
    private IJSObjectReference? _module;
    private bool _isUpgraded;

    /// <summary>The text.</summary>
    [Parameter]
    public string Value { get; set; } = "";

    /// <summary>The text was changed by the person.</summary>
    [Parameter]
    public EventCallback<string> ValueChanged { get; set; }

    /// <summary>A text of an earlier visit of this browser tab was found.</summary>
    [Parameter]
    public EventCallback<string?> OnRestore { get; set; }

    /// <summary>Under which name the browser tab keeps the text; a person's own.</summary>
    [Parameter]
    public string Memory { get; set; } = "";

    /// <summary>The last run told of an error in the text.</summary>
    [Parameter]
    public bool Invalid { get; set; }

    /// <summary>What may stand at a place of the text.</summary>
    [Parameter]
    public Func<string, int, IReadOnlyList<SqlSuggestion>>? Completion { get; set; }

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    /// <summary>Called by the browser.</summary>
    [JSInvokable]
    public IReadOnlyList<SqlSuggestion> Complete(string text, int offset) => Completion?.Invoke(text, offset) ?? [];

    /// <summary>Puts another text in.</summary>
    public async Task SetTextAsync(string text)
    {
        if (_module is not null)
            await _module.InvokeVoidAsync("setText", Id, text);
    }

    /// <summary>Puts a text in where there is none yet; what is there then, or null without a browser.</summary>
    public async Task<string?> OfferAsync(string text) => _module is null ? null : await _module.InvokeAsync<string?>("offer", Id, text);

    /// <summary>Writes a name where the caret is; the whole text then, or null without a browser.</summary>
    public async Task<string?> InsertAsync(string text) => _module is null ? null : await _module.InvokeAsync<string?>("insert", Id, text);

    /// <summary>Marks an error, or takes the mark away.</summary>
    public async Task MarkAsync(int? offset, string message)
    {
        if (_module is not null)
            await _module.InvokeVoidAsync("mark", Id, offset, message);
    }

    /// <summary>Goes to a place of the text.</summary>
    public async Task ShowAsync(int offset)
    {
        if (_module is not null)
            await _module.InvokeVoidAsync("show", Id, offset);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_module is not null)
            {
                await _module.InvokeVoidAsync("remove", Id);
                await _module.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone, and its editor with it.
        }

        _self?.Dispose();
    }

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        _module = await Js.InvokeAsync<IJSObjectReference>("import", "./js/sql-editor.js");
        if (_module is null)
            return;
        _self = DotNetObjectReference.Create(this);
        await OnRestore.InvokeAsync(await _module.InvokeAsync<string?>("attach", Id, _self, Memory));
        _isUpgraded = await _module.InvokeAsync<bool>("upgrade", Id);
        StateHasChanged();
    }
}
