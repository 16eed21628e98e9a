using System.Net;
using System.Text.Json;
using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Tests.Web.Support;
using MultiDbSync.Web.Api;
using MultiDbSync.Web.Components.Shared;
using MultiDbSync.Web.Features.Conflicts;

namespace MultiDbSync.Tests.Web.Conflicts;

/// <summary>What a person has put together outlives changes of the conflict.</summary>
public sealed class ConflictWorkTests
{
    private readonly ConflictWork _work = new();
    private readonly ConflictDetail _seen = Sample.Conflict();

    [Fact]
    public void Pick_OnlySides_IsADecisionByColumns()
    {
        _work.Pick(_seen, "title", ConflictSide.Right);
        var request = _work.Editor!.ToRequest(null);
        Assert.Equal((ConflictChoice.Columns, ColumnSource.Right), (request.Choice, request.Columns!["title"]));
        Assert.Null(request.Values);
    }

    [Fact]
    public async Task Moved_KeepsWhatWasTyped_AndSaysWhatIsDifferent()
    {
        _work.Type(_seen);
        _work.Editor!.Type("title", "Mine");
        _work.Comment = "because";
        var next = Moved(Sample.Conflict(version: 2), cells => cells with { Right = cells.Column == "copies" ? "9" : cells.Right });
        var now = await _work.RunAsync(_seen, () => throw Refusal(next), ConflictMessage.Resolved);
        Assert.Equal(2, now!.Summary.Version);
        Assert.Equal(("Mine", "because"), (_work.Editor!.Cells[1].Value, _work.Comment));
        Assert.Equal(NoticeIntent.Warning, _work.Notice!.Intent);
        Assert.Equal(["Right has other values in copies."], _work.Notice.Points);
    }

    [Fact]
    public async Task SettledByAnother_IsTold_AndNothingTypedIsLost()
    {
        _work.Type(_seen);
        _work.Editor!.Type("title", "Mine");
        var settled = _seen with { Summary = _seen.Summary with { Version = 2, Status = ConflictStatus.Resolved, ResolvedBy = "bob@example.org", Resolution = "keep-right" } };
        await _work.RunAsync(_seen, () => throw Refusal(settled), ConflictMessage.Resolved);
        Assert.Equal(["bob@example.org settled it: Right kept."], _work.Notice!.Points);
        Assert.Equal("Mine", _work.Editor!.Cells[1].Value);
    }

    [Fact]
    public void Fill_KnownValues_AreTakenFromTheirSides()
    {
        _work.Fill(_seen, new Dictionary<string, string?> { ["title"] = "Right", ["copies"] = "7" });
        Assert.Equal([ConflictSide.Right, ConflictSide.Typed], _work.Editor!.Cells.Skip(1).Take(2).Select(cell => cell.Source));
        Assert.Equal(ConflictChoice.Edit, _work.Editor.ToRequest(null).Choice);
    }

    private static ConflictDetail Moved(ConflictDetail detail, Func<ConflictCell, ConflictCell> change) => detail with { Cells = [.. detail.Cells.Select(change)] };

    private static ApiException Refusal(ConflictDetail now) => new(
        "moved", HttpStatusCode.Conflict, "conflict-moved", null,
        new Dictionary<string, JsonElement> { ["conflict"] = JsonSerializer.SerializeToElement(now, ApiClient.Json) });
}
