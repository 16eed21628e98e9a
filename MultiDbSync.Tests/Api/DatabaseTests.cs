using System.Net;
using Microsoft.EntityFrameworkCore;
using MultiDbSync.Contracts.Databases;

namespace MultiDbSync.Tests.Api;

public sealed class DatabaseTests : PrimaryRegistered
{
    [Fact]
    public async Task List_NeverShowsConnectionStrings()
    {
        await using (var db = Api.Hub.CreateContext())
        {
            db.Nodes.Add(HubSeed.Node("with_password"));
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        foreach (var path in new[] { "/api/databases", "/api/sync-status" })
        {
            var text = await (await Admin.SendAsync("GET", path)).Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.Contains("with_password", text, StringComparison.Ordinal);
            Assert.DoesNotContain("hush", text, StringComparison.Ordinal);
            Assert.DoesNotContain("Data Source", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Tables_ListColumnsAndSyncSet()
    {
        var tables = await Admin.GetAsync<List<DatabaseTable>>("/api/databases/primary/tables");
        var books = Assert.Single(tables);
        Assert.Equal(("books", "library"), (books.Name, books.SyncSet));
        Assert.Equal(new DatabaseColumn("id", "INTEGER", true, false), books.Columns[0]);
        Assert.Equal(["id", "title", "pages", "price", "cover", "note"], books.Columns.Select(c => c.Name));
    }

    [Fact]
    public async Task Add_WithoutSyncSet_NeedsOnlyToBeReadable()
    {
        var added = await AddAsync("archive", BookFile.Make(Api, "archive", "CREATE TABLE other (id INTEGER PRIMARY KEY)"), null);
        Assert.Equal(("archive", "sqlite", true, DatabaseState.Unknown), (added.Name, added.Make, added.Enabled, added.State));
        Assert.Empty(added.SyncSets);
    }

    [Fact]
    public async Task Add_WithEqualRows_JoinsTheSetWhereItsMemberStands()
    {
        await using (var connection = await Api.Hub.OpenAsync(TestContext.Current.CancellationToken))
        await using (var command = connection.CreateCommand())
        {
            command.CommandText = "INSERT INTO node_position (node, sync_set, applied, captured) VALUES ('primary', 'library', 42, 1)";
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        // Other order of rows and of columns: the same content.
        var added = await AddAsync(
            "copy",
            BookFile.Make(
                Api, "copy",
                "CREATE TABLE books (id INTEGER PRIMARY KEY NOT NULL, note TEXT, title TEXT NOT NULL, pages INTEGER, price REAL, cover BLOB); INSERT INTO books (id, title, pages, price, cover) VALUES (3, 'Ulysses', 700, 20.0, NULL), (2, 'Emma', 300, NULL, NULL), (1, 'Dune', 400, 9.5, x'0102')"),
            HubSeed.Set);
        Assert.Equal([HubSeed.Set], added.SyncSets);
        await using var db = Api.Hub.CreateContext();
        Assert.Equal(42, (await db.SyncRoutes.SingleAsync(r => r.Node == "copy", TestContext.Current.CancellationToken)).StartPosition);
    }

    [Fact]
    public async Task Add_WithOtherRows_IsRefusedWithCounts()
    {
        var other = BookFile.Make(Api, "other", BookFile.Schema + BookFile.Rows + "DELETE FROM books WHERE id = 3; UPDATE books SET price = 9 WHERE id = 1; INSERT INTO books (id, title) VALUES (8, 'x'), (9, 'y')");
        var refused = await Admin.ProblemAsync("POST", "/api/databases", new AddDatabaseRequest("other", "sqlite", other, HubSeed.Set));
        Assert.Equal((HttpStatusCode.Conflict, "rows-differ"), (refused.Status, refused.Type));
        Assert.Equal(
            ("books", 1, 2, 1),
            (refused.Body.GetProperty("table").GetString(), refused.Body.GetProperty("missing").GetInt32(), refused.Body.GetProperty("extra").GetInt32(), refused.Body.GetProperty("different").GetInt32()));
        Assert.Single(await Admin.GetAsync<List<DatabaseSummary>>("/api/databases"));
    }

    [Theory]
    [InlineData("CREATE TABLE others (id INTEGER)", "Table books is missing")]
    [InlineData("CREATE TABLE books (id INTEGER PRIMARY KEY NOT NULL, title TEXT NOT NULL, pages INTEGER, price REAL, cover BLOB)", "no column note")]
    [InlineData("CREATE TABLE books (id INTEGER PRIMARY KEY NOT NULL, title TEXT NOT NULL, pages BLOB, price REAL, cover BLOB, note TEXT)", "Column pages")]
    [InlineData("CREATE TABLE books (id INTEGER NOT NULL, title TEXT NOT NULL PRIMARY KEY, pages INTEGER, price REAL, cover BLOB, note TEXT)", "The key of books")]
    public async Task Add_WithOtherTables_IsRefused(string script, string reason)
    {
        var refused = await Admin.ProblemAsync("POST", "/api/databases", new AddDatabaseRequest("other", "sqlite", BookFile.Make(Api, "other", script), HubSeed.Set));
        Assert.Equal((HttpStatusCode.Conflict, "schema-differs"), (refused.Status, refused.Type));
        Assert.Contains(reason, refused.Body.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Add_WithBadTexts_NamesEach()
    {
        var refused = await Admin.ProblemAsync("POST", "/api/databases", new AddDatabaseRequest("my database", "oracle", "", null));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Equal(["connectionString", "make", "name"], refused.Body.GetProperty("errors").EnumerateObject().Select(e => e.Name).Order());
        Assert.Equal("invalid", (await Admin.ProblemAsync("POST", "/api/databases", new AddDatabaseRequest("Hub", "sqlite", "Data Source=x", null))).Type);
    }

    [Fact]
    public async Task Add_WhatCantBeRead_IsRefused_AndNothingIsCreated()
    {
        var missing = Path.Combine(Api.Folder, "missing.db");
        var refused = await Admin.ProblemAsync("POST", "/api/databases", new AddDatabaseRequest("missing", "sqlite", $"Data Source={missing};Password=hush", null));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "database-unavailable"), (refused.Status, refused.Type));
        Assert.DoesNotContain("hush", refused.Body.GetRawText(), StringComparison.Ordinal);
        Assert.False(File.Exists(missing));

        var text = Path.Combine(Api.Folder, "text.db");
        await File.WriteAllTextAsync(text, string.Concat(Enumerable.Repeat("no database ", 100)), TestContext.Current.CancellationToken);
        Assert.Equal("database-unavailable", (await Admin.ProblemAsync("POST", "/api/databases", new AddDatabaseRequest("text", "sqlite", $"Data Source={text}", null))).Type);
    }

    [Fact]
    public async Task Add_SameNameOrSameDatabase_IsRefused()
    {
        var primary = await ConnectionStringAsync("primary");
        Assert.Equal("name-taken", (await Admin.ProblemAsync("POST", "/api/databases", new AddDatabaseRequest("PRIMARY", "sqlite", BookFile.Make(Api, "x"), null))).Type);
        Assert.Equal("name-taken", (await Admin.ProblemAsync("POST", "/api/databases", new AddDatabaseRequest("again", "sqlite", primary, null))).Type);
    }

    [Fact]
    public async Task Switch_AndRemove_AreKeptForTheWorker()
    {
        Assert.False((await Admin.PutAsync<DatabaseSummary>("/api/databases/primary/enabled", new SetEnabledRequest(false))).Enabled);
        Assert.True((await Admin.PutAsync<DatabaseSummary>("/api/databases/primary/enabled", new SetEnabledRequest(true))).Enabled);
        Assert.Equal(HttpStatusCode.Accepted, (await Admin.SendAsync("DELETE", "/api/databases/primary")).StatusCode);

        var leaving = Assert.Single(await Admin.GetAsync<List<DatabaseSummary>>("/api/databases"));
        Assert.Equal((false, "Is being removed."), (leaving.Enabled, leaving.Message));
        await using var db = Api.Hub.CreateContext();
        Assert.True((await db.Nodes.SingleAsync(TestContext.Current.CancellationToken)).Removing);
    }

    [Fact]
    public async Task Priority_IsShown_AndHasLimits()
    {
        Assert.Equal(-1000, (await Admin.PutAsync<DatabaseSummary>("/api/databases/primary/priority", new SetPriorityRequest(-1000))).Priority);
        foreach (var priority in new[] { -1001, 1001 })
        {
            var refused = await Admin.ProblemAsync("PUT", "/api/databases/primary/priority", new SetPriorityRequest(priority));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
            Assert.True(refused.Body.GetProperty("errors").TryGetProperty("priority", out _));
        }

        Assert.Equal(HttpStatusCode.BadRequest, (await Admin.SendAsync("PUT", "/api/databases/primary/priority", "{}")).StatusCode);
        Assert.Equal(-1000, Assert.Single(await Admin.GetAsync<List<DatabaseSummary>>("/api/databases")).Priority);
    }

    private Task<DatabaseSummary> AddAsync(string name, string connectionString, string? set) =>
        Admin.PostAsync<DatabaseSummary>("/api/databases", new AddDatabaseRequest(name, "sqlite", connectionString, set), HttpStatusCode.Created);

    private async Task<string> ConnectionStringAsync(string node)
    {
        await using var db = Api.Hub.CreateContext();
        return Api.Hub.Connections.Reveal(node, (await db.Nodes.SingleAsync(n => n.Name == node, TestContext.Current.CancellationToken)).ConnectionString);
    }
}
