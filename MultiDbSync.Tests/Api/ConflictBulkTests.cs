using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MultiDbSync.Contracts;
using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Contracts.Users;
using MultiDbSync.Engine.Conflicts;

namespace MultiDbSync.Tests.Api;

/// <summary>Many conflicts at once, after a preview.</summary>
public sealed class ConflictBulkTests : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private readonly ApiFactory _api = new();
    private ApiCaller _caller = null!;

    public async ValueTask InitializeAsync()
    {
        _caller = await _api.SignedInAsync(Roles.Operator);
        await _api.Hub.SeedAsync(HubSeed.Node("primary"), HubSeed.Node("mysql_sim"));
    }

    public ValueTask DisposeAsync()
    {
        _caller.Dispose();
        _api.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Preview_CountsAndShowsTheOldest_AndChangesNothing()
    {
        for (var i = 1; i <= 12; i++) await OpenAsync(i, i % 3 == 0 ? ConflictKind.UpdateDelete : ConflictKind.UpdateUpdate);
        var preview = await PreviewAsync(new ConflictSelection());
        Assert.Equal((12, 4, 8, 12, 0), (preview.Count, preview.ByKind[ConflictKind.UpdateDelete], preview.ByKind[ConflictKind.UpdateUpdate], preview.ByTable["books"], preview.RefusedCount));
        Assert.Equal(Enumerable.Range(1, 10).Select(i => $"{i}"), preview.Sample.Select(c => c.Key));
        Assert.Equal(4, (await PreviewAsync(new ConflictSelection(Kind: "UpdateDelete"))).Count);
        Assert.Equal(2, (await PreviewAsync(new ConflictSelection(), olderThan: DateTimeOffset.UnixEpoch.AddDays(3))).Count);
        Assert.Equal(preview.Token, (await PreviewAsync(new ConflictSelection(Status: "Open"))).Token);
        Assert.NotEqual(preview.Token, (await PreviewAsync(new ConflictSelection(), ConflictChoice.KeepRight)).Token);
        Assert.Equal(12, (await _caller.GetAsync<Page<ConflictSummary>>("/api/get-conflicts?status=Open")).Total);
    }

    [Theory]
    [InlineData("choice", """{"filter":{},"choice":"Edit"}""")]
    [InlineData("status", """{"filter":{"status":"Resolved"},"choice":"KeepLeft"}""")]
    [InlineData("kind", """{"filter":{"kind":"Quarrel"},"choice":"KeepLeft"}""")]
    public async Task Preview_OfWhatCantBeDone_NamesIt(string field, string body)
    {
        var refused = await _caller.ProblemAsync("POST", "/api/conflicts/preview-resolution", body);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.True(refused.Body.GetProperty("errors").TryGetProperty(field, out _));
    }

    [Fact]
    public async Task Preview_WithoutAChoice_IsRefused() =>
        Assert.Equal(HttpStatusCode.BadRequest, (await _caller.SendAsync("POST", "/api/conflicts/preview-resolution", """{"filter":{}}""")).StatusCode);

    [Fact]
    public async Task ResolveMany_SettlesWhatWasPreviewed_AndNothingElse()
    {
        for (var i = 1; i <= 3; i++) await OpenAsync(i);
        var other = await OpenAsync(4, ConflictKind.UpdateDelete);
        var filter = new ConflictSelection(Kind: "UpdateUpdate");
        var preview = await PreviewAsync(filter, ConflictChoice.KeepRight);
        var result = await ResolveAsync(filter, ConflictChoice.KeepRight, preview.Token, "night shift");
        Assert.Equal((3, 0, 0), (result.Resolved, result.Moved, result.RefusedCount));

        var detail = await _caller.GetAsync<ConflictDetail>($"/api/get-conflicts/{preview.Sample[0].Id}");
        Assert.Equal(("right", "keep-right: night shift"), (detail.Cells[1].Result, detail.History[^1].Detail));
        Assert.Equal(ConflictStatus.Open, (await _caller.GetAsync<ConflictDetail>($"/api/get-conflicts/{other}")).Summary.Status);
    }

    [Fact]
    public async Task ResolveMany_AfterAChange_IsAnsweredWithANewPreview()
    {
        await OpenAsync(1);
        var old = await PreviewAsync(new ConflictSelection());
        await OpenAsync(2);
        var moved = await _caller.ProblemAsync("POST", "/api/conflicts/resolve-many", new ResolveManyRequest(new ConflictSelection(), ConflictChoice.KeepLeft, null, old.Token));
        Assert.Equal((HttpStatusCode.Conflict, "conflict-moved"), (moved.Status, moved.Type));
        var now = moved.Body.GetProperty("preview").Deserialize<ResolutionPreview>(ApiCaller.Json)!;
        Assert.Equal(2, now.Count);
        Assert.Equal(2, (await ResolveAsync(new ConflictSelection(), ConflictChoice.KeepLeft, now.Token)).Resolved);
    }

    [Fact]
    public async Task ResolveMany_WhatCantBeSettledSo_StaysOpenWithItsReason()
    {
        await OpenAsync(1);
        var orphan = await OpenAsync(2, ConflictKind.ForeignKey);
        await using (var db = _api.Hub.CreateContext())
        {
            var conflict = await db.Conflicts.SingleAsync(c => c.Id == orphan, TestContext.Current.CancellationToken);
            conflict.Related = RelatedRowImage.ToJson([new RelatedRowImage("books", "[99]", "primary", null, null) { Form = "[99]" }]);
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        var preview = await PreviewAsync(new ConflictSelection(), ConflictChoice.KeepRight);
        Assert.Equal((2, orphan), (preview.Count, Assert.Single(preview.Refused).Id));
        var result = await ResolveAsync(new ConflictSelection(), ConflictChoice.KeepRight, preview.Token);
        Assert.Equal((1, 0, 1), (result.Resolved, result.Moved, result.RefusedCount));
        Assert.Contains("not known any more", Assert.Single(result.Refused).Reason, StringComparison.Ordinal);
        Assert.Equal(1, (await PreviewAsync(new ConflictSelection())).Count);
    }

    [Fact]
    public async Task ResolveMany_AThousand_TakesLessThanFiveSeconds()
    {
        await _api.Hub.ConflictsAsync(1000);
        var clock = Stopwatch.StartNew();
        var preview = await PreviewAsync(new ConflictSelection());
        var result = await ResolveAsync(new ConflictSelection(), ConflictChoice.KeepLeft, preview.Token);
        clock.Stop();
        TestContext.Current.TestOutputHelper?.WriteLine($"{result.Resolved} conflicts in {clock.ElapsedMilliseconds} ms");
        Assert.Equal((1000, 1000, 0, 0), (preview.Count, result.Resolved, result.Moved, result.RefusedCount));
        Assert.True(clock.Elapsed < Limit, $"It took {clock.Elapsed}.");
        Assert.Equal(0, (await PreviewAsync(new ConflictSelection())).Count);
    }

    private Task<long> OpenAsync(long book, ConflictKind kind = ConflictKind.UpdateUpdate) => _api.Hub.ConflictAsync(
        book, HubSeed.Book(book, "base"), HubSeed.Book(book, "left"), kind == ConflictKind.UpdateDelete ? null : HubSeed.Book(book, "right"), kind);

    private Task<ResolutionPreview> PreviewAsync(ConflictSelection filter, ConflictChoice choice = ConflictChoice.KeepLeft, DateTimeOffset? olderThan = null) =>
        _caller.PostAsync<ResolutionPreview>("/api/conflicts/preview-resolution", new PreviewResolutionRequest(filter, choice, olderThan));

    private Task<ResolveManyResult> ResolveAsync(ConflictSelection filter, ConflictChoice choice, string token, string? comment = null) =>
        _caller.PostAsync<ResolveManyResult>("/api/conflicts/resolve-many", new ResolveManyRequest(filter, choice, null, token, comment));
}
