using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Schema;
using MultiDbSync.Tests.Support;
using MultiDbSync.Tests.Support.Databases;

namespace MultiDbSync.Tests.Reliability;

/// <summary>Schemas that other synchronisation systems stumbled over, on every make.</summary>
public sealed class MixedSchemaTests
{
    private const string Sakila = """
        CREATE TABLE country (country_id INT NOT NULL PRIMARY KEY, country VARCHAR(50) NOT NULL);
        CREATE TABLE city (city_id INT NOT NULL PRIMARY KEY, city VARCHAR(50) NOT NULL, country_id INT NOT NULL REFERENCES country (country_id));
        CREATE TABLE address (address_id INT NOT NULL PRIMARY KEY, address VARCHAR(50) NOT NULL, city_id INT NOT NULL REFERENCES city (city_id), phone VARCHAR(20) NOT NULL);
        CREATE TABLE store (store_id INT NOT NULL PRIMARY KEY, manager_staff_id INT NOT NULL UNIQUE, address_id INT NOT NULL REFERENCES address (address_id));
        CREATE TABLE staff (staff_id INT NOT NULL PRIMARY KEY, first_name VARCHAR(45) NOT NULL, address_id INT NOT NULL REFERENCES address (address_id), store_id INT NOT NULL, picture {0});
        CREATE TABLE customer (customer_id INT NOT NULL PRIMARY KEY, store_id INT NOT NULL REFERENCES store (store_id), email VARCHAR(50), address_id INT NOT NULL REFERENCES address (address_id), active BOOLEAN NOT NULL DEFAULT TRUE);
        CREATE TABLE language (language_id INT NOT NULL PRIMARY KEY, name VARCHAR(20) NOT NULL);
        CREATE TABLE film (film_id INT NOT NULL PRIMARY KEY, title VARCHAR(255) NOT NULL, language_id INT NOT NULL REFERENCES language (language_id), original_language_id INT REFERENCES language (language_id), rental_rate DECIMAL(4,2) NOT NULL DEFAULT 4.99, sequel_of INT REFERENCES film (film_id));
        CREATE TABLE actor (actor_id INT NOT NULL PRIMARY KEY, last_name VARCHAR(45) NOT NULL);
        CREATE TABLE film_actor (actor_id INT NOT NULL REFERENCES actor (actor_id), film_id INT NOT NULL REFERENCES film (film_id), PRIMARY KEY (actor_id, film_id));
        CREATE TABLE inventory (inventory_id INT NOT NULL PRIMARY KEY, film_id INT NOT NULL REFERENCES film (film_id), store_id INT NOT NULL REFERENCES store (store_id));
        CREATE TABLE rental (rental_id INT NOT NULL PRIMARY KEY, rental_date {1} NOT NULL, inventory_id INT NOT NULL REFERENCES inventory (inventory_id), customer_id INT NOT NULL REFERENCES customer (customer_id), staff_id INT NOT NULL REFERENCES staff (staff_id), UNIQUE (rental_date, inventory_id, customer_id));
        CREATE TABLE payment (payment_id INT NOT NULL PRIMARY KEY, rental_id INT REFERENCES rental (rental_id), amount DECIMAL(5,2) NOT NULL);
        """;

    private const string Content = """
        INSERT INTO country VALUES (1, 'NL'); INSERT INTO city VALUES (1, 'Delft', 1); INSERT INTO address VALUES (1, 'Markt 1', 1, '0'); INSERT INTO store VALUES (1, 1, 1);
        INSERT INTO staff VALUES (1, 'Jon', 1, 1, NULL); INSERT INTO customer VALUES (1, 1, NULL, 1, TRUE); INSERT INTO language VALUES (1, 'Dutch'); INSERT INTO film VALUES (1, 'One', 1, NULL, 0.99, NULL);
        INSERT INTO film VALUES (2, 'Two', 1, 1, 4.99, 1); INSERT INTO actor VALUES (1, 'Hauer'); INSERT INTO film_actor VALUES (1, 1); INSERT INTO film_actor VALUES (1, 2); INSERT INTO inventory VALUES (1, 2, 1);
        INSERT INTO rental VALUES (1, '2024-02-29 10:00:00', 1, 1, 1); INSERT INTO payment VALUES (1, 1, 4.99)
        """;

    public static TheoryData<string> Makes => [.. TestDatabase.Makes];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Makes))]
    public async Task R35_SakilaLikeSchema_MadeOnEveryMake_RowsArriveInOrder(string source)
    {
        await using var cluster = await MixedCluster.CreateAsync(Schema, "manual", [source, .. TestDatabase.Makes.Where(m => m != source)]);
        cluster.Database(source).Run(Content);
        Assert.Empty(await cluster.SettleAsync());
        foreach (var table in cluster.Set.Tables.Select(t => t.Schema))
        {
            var sent = await cluster.RowsAsync(source, table.Name);
            foreach (var target in TestDatabase.Makes) Assert.Equal(sent, await cluster.RowsAsync(target, table.Name));
        }

        // The makes enforce the keys themselves: an orphan is refused.
        foreach (var target in TestDatabase.Makes) Assert.ThrowsAny<Exception>(() => cluster.Database(target).Run("INSERT INTO film_actor VALUES (1, 99)"));

        // Children first, whichever make they are deleted on.
        var last = TestDatabase.Makes.Last(m => m != source);
        cluster.Database(last).Run("DELETE FROM payment; DELETE FROM rental; DELETE FROM inventory; DELETE FROM film_actor; UPDATE film SET sequel_of = NULL; DELETE FROM film; DELETE FROM language");
        Assert.Empty(await cluster.SettleAsync());
        foreach (var target in TestDatabase.Makes) Assert.Empty(await cluster.RowsAsync(target, cluster.Set.Tables.Select(t => t.Schema.Name).Single(n => n == "film")));
        Assert.Empty(await cluster.ConflictsAsync());
    }

    [Theory]
    [MemberData(nameof(Makes))]
    public async Task R37_TablesOfNothingButTheirKey_Synchronised(string source)
    {
        await using var cluster = await MixedCluster.CreateAsync(_ => "CREATE TABLE pairs (a INT NOT NULL, b INT NOT NULL, PRIMARY KEY (b, a))", "manual", [source, .. TestDatabase.Makes.Where(m => m != source)]);
        cluster.Database(source).Run("INSERT INTO pairs VALUES (1, 2), (2, 1)");
        var other = TestDatabase.Makes.First(m => m != source);
        Assert.Empty(await cluster.SettleAsync());
        cluster.Database(other).Run("UPDATE pairs SET a = 7 WHERE a = 1; DELETE FROM pairs WHERE a = 2");
        Assert.Empty(await cluster.SettleAsync());
        foreach (var make in TestDatabase.Makes) Assert.Equal("72", cluster.Database(make).Ask(make == "mysql" ? "SELECT GROUP_CONCAT(CONCAT(a, b)) FROM pairs" : "SELECT min(a) || '' || min(b) FROM pairs"));
    }

    [Theory]
    [MemberData(nameof(Makes))]
    public async Task R37_TableWithoutKey_RefusedWithTheReason(string make)
    {
        await using var database = await TestDatabase.CreateAsync(make, make);
        database.Run("CREATE TABLE log (line VARCHAR(20))");
        var tables = await database.Connector.Schema.ReadAsync(Cancel);
        Assert.Contains("can't be told apart", Assert.Single(SchemaFit.Of(tables, tables).Refusals), StringComparison.Ordinal);
        var installation = new CaptureInstallation("h", 1, [new("s", tables, 0)]);
        Assert.Equal(ConnectorErrorClass.Schema, (await Assert.ThrowsAsync<ConnectorException>(() => database.Connector.Installer.InstallAsync(installation, Cancel))).ErrorClass);
    }

    [Theory]
    [MemberData(nameof(Makes))]
    public async Task R17_TriggersRegeneratedUnderWrites_NothingLost(string make)
    {
        await using var database = await TestDatabase.CreateAsync(make, make);
        database.Run("CREATE TABLE t (id INT NOT NULL PRIMARY KEY, v INT, w INT)");
        var whole = await database.Connector.Schema.ReadAsync(Cancel);
        IReadOnlyList<TableSchema> less = [whole[0] with { Columns = [.. whole[0].Columns.Where(c => c.Name != "w")] }];
        await database.Connector.Installer.InstallAsync(new CaptureInstallation("h", 1, [new("s", whole, 0)]), Cancel);
        const int Rows = 120;
        var written = 0;
        var writers = Enumerable.Range(0, 2).Select(w => Task.Run(
            () =>
            {
                for (var i = 0; i < Rows; i++, Interlocked.Increment(ref written)) database.Run($"INSERT INTO t VALUES ({(w * Rows) + i}, 1, 1)");
            },
            Cancel)).ToList();
        for (var i = 0; !writers.TrueForAll(t => t.IsCompleted); i++)
        {
            // Between two regenerations applications get something done, as they do in between the engine's.
            var soFar = Volatile.Read(ref written);
            await Eventually.TrueAsync(() => Volatile.Read(ref written) >= soFar + 4 || writers.TrueForAll(t => t.IsCompleted), TimeSpan.FromSeconds(30));
            try
            {
                await database.Connector.Installer.InstallAsync(new CaptureInstallation("h", 1, [new("s", i % 2 == 0 ? less : whole, 0)]), Cancel);
            }
            catch (ConnectorException e) when (e.ErrorClass == ConnectorErrorClass.Transient)
            {
                // An application holds the table: tried again, as the engine does.
            }
        }

        await Task.WhenAll(writers);
        var captured = (await database.Connector.Changes.ReadAsync(100_000, Cancel)).Entries.Where(e => e.Kind == MultiDbSync.Engine.Changes.EntryKind.Change).Select(e => e.Key!.Text).ToList();
        Assert.Equal(2 * Rows, written);
        Assert.Equal(2 * Rows, captured.Distinct().Count());

        // Where triggers can't be exchanged in one step, old and new both see a change: it is taken once, by what it leaves.
        if (database.Connector.Capabilities.TransactionalDdl) Assert.Equal(2 * Rows, captured.Count);
    }

    private static string Schema(TestDatabase database) => database.Make switch
    {
        "sqlite" => Sakila.Replace("{0}", "BLOB", StringComparison.Ordinal).Replace("{1}", "DATETIME", StringComparison.Ordinal),
        "postgresql" => Sakila.Replace("{0}", "bytea", StringComparison.Ordinal).Replace("{1}", "timestamp(0)", StringComparison.Ordinal),
        _ => Sakila.Replace("{0}", "LONGBLOB", StringComparison.Ordinal).Replace("{1}", "DATETIME", StringComparison.Ordinal),
    };
}
