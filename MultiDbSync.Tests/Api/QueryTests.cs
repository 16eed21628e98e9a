using System.Net;
using System.Security.Cryptography;
using MultiDbSync.Contracts.Query;
using MultiDbSync.Contracts.Users;

namespace MultiDbSync.Tests.Api;

public sealed class QueryTests : IAsyncLifetime
{
    private readonly ApiFactory _api = new();
    private ApiCaller _caller = null!;

    private string DatabaseFile => Path.Combine(_api.Folder, "primary.db");

    public async ValueTask InitializeAsync()
    {
        _caller = await _api.SignedInAsync(Roles.Operator);
        var primary = HubSeed.Node("primary");
        primary.ConnectionString = BookFile.Make(_api, "primary");
        await _api.Hub.SeedAsync(primary);
    }

    public ValueTask DisposeAsync()
    {
        _caller.Dispose();
        _api.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Select_AnswersColumnsAndTexts()
    {
        var answer = await RunAsync("SELECT id, title, price, cover FROM books WHERE id < 3 ORDER BY id");
        Assert.Equal(["id", "title", "price", "cover"], answer.Columns.Select(c => c.Name));
        Assert.Equal(["1", "Dune", "9.5", "0x0102"], answer.Rows[0]);
        Assert.Equal(["2", "Emma", null, null], answer.Rows[1]);
        Assert.False(answer.Truncated);
    }

    [Fact]
    public async Task Select_AboveMaxRows_IsCut()
    {
        var answer = await _caller.PostAsync<QueryResponse>("/api/run-query", new RunQueryRequest("primary", "SELECT * FROM books", 2));
        Assert.Equal((2, true), (answer.Rows.Count, answer.Truncated));
        Assert.Equal("invalid", (await _caller.ProblemAsync("POST", "/api/run-query", new RunQueryRequest("primary", "SELECT 1", 10_001))).Type);
    }

    [Theory]
    [InlineData("INSERT INTO books (id, title) VALUES (9, 'x')")]
    [InlineData("UPDATE books SET title = 'x'")]
    [InlineData("DELETE FROM books")]
    [InlineData("DROP TABLE books")]
    [InlineData("CREATE TABLE t (x)")]
    [InlineData("CREATE TEMP TABLE t (x)")]
    [InlineData("INSERT INTO books (id, title) VALUES (9, 'x') RETURNING id")]
    [InlineData("WITH x AS (SELECT 1) DELETE FROM books")]
    [InlineData("SELECT 1; DELETE FROM books")]
    [InlineData("ATTACH 'other.db' AS other")]
    [InlineData("PRAGMA journal_mode = DELETE")]
    [InlineData("PRAGMA query_only = 0")]
    [InlineData("PRAGMA writable_schema = 1")]
    [InlineData("VACUUM INTO 'stolen.db'")]
    [InlineData("SELECT load_extension('x')")]
    [InlineData("BEGIN IMMEDIATE")]
    [InlineData("-- nothing")]
    public async Task Write_IsRefused_WhateverTheText(string sql)
    {
        var before = SHA256.HashData(await File.ReadAllBytesAsync(DatabaseFile, TestContext.Current.CancellationToken));
        var refused = await _caller.ProblemAsync("POST", "/api/run-query", new RunQueryRequest("primary", sql, null));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "query-refused"), (refused.Status, refused.Type));
        Assert.Equal(before, SHA256.HashData(await File.ReadAllBytesAsync(DatabaseFile, TestContext.Current.CancellationToken)));
        Assert.Equal("3", (await RunAsync("SELECT count(*) FROM books")).Rows[0][0]);
    }

    [Fact]
    public async Task SyntaxError_SaysWhere()
    {
        var refused = await _caller.ProblemAsync("POST", "/api/run-query", new RunQueryRequest("primary", "SELECT * FORM books", null));
        Assert.Equal(9, refused.Body.GetProperty("offset").GetInt32());
        Assert.Contains("FORM", refused.Body.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task DatabaseThatIsAway_IsA502()
    {
        File.Delete(DatabaseFile);
        var problem = await _caller.ProblemAsync("POST", "/api/run-query", new RunQueryRequest("primary", "SELECT 1", null));
        Assert.Equal((HttpStatusCode.BadGateway, "database-unavailable"), (problem.Status, problem.Type));
        Assert.Equal("database-unavailable", (await _caller.ProblemAsync("GET", "/api/databases/primary/tables")).Type);
    }

    private Task<QueryResponse> RunAsync(string sql) => _caller.PostAsync<QueryResponse>("/api/run-query", new RunQueryRequest("primary", sql, null));
}
