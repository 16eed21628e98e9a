using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Schema;
using MultiDbSync.Tests.Support.Databases;

namespace MultiDbSync.Tests.Reliability.RoundTrip;

/// <summary>
/// Twenty tables go from PostgreSQL to MariaDB, from there to SQLite and from there to another PostgreSQL, each loaded from the one before, and are what they were.
/// </summary>
public sealed class RoundTripTests
{
    private static readonly string[] Others = ["maria", "lite", "back"];

    /// <summary>Columns whose declared type is another one after the way round: their values are the same, their type is not carried (docs/types.md).</summary>
    private static readonly Dictionary<string, string> Retyped = new()
    {
        ["calendar.moods"] = "mood[] > jsonb",
        ["countries.code"] = "character(2) > character varying(2)",
        ["customers.phones"] = "character varying(20)[] > jsonb",
        ["employees.feels"] = "mood > text",
        ["employees.languages"] = "text[] > jsonb",
        ["employees.leave"] = "interval > text",
        ["employees.shift"] = "time with time zone > text",
        ["orders.status"] = "order_status > text",
        ["product_texts.lang"] = "character(2) > character varying(2)",
        ["products.sizes"] = "integer[] > jsonb",
        ["products.tags"] = "text[] > jsonb",
        ["transport.shipments.seals"] = "bit varying(12) > character varying(12)",
        ["suppliers.address"] = "inet > text",
        ["suppliers.country"] = "character(2) > character varying(2)",
        ["supplies.lead"] = "interval > text",
        ["User settings.va\"lue"] = "json > jsonb",
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TwentyTables_FromPostgreSqlToMariaDbToSqliteAndBack_AreEqualAndTyped()
    {
        await using var cluster = await RoundTripCluster.CreateAsync();
        var first = await cluster.MakeAsync("postgresql", "first");
        first.Run(TwentyTables.Schema);
        first.Run(TwentyTables.Rows);
        var names = (await first.Connector.Schema.ReadAsync(Cancel)).Select(t => t.Name).ToList();
        Assert.Equal(20, names.Count);
        first.Run(TwentyTables.Own("postgresql"));
        await cluster.MakeAsync("mysql", "maria");
        await cluster.MakeAsync("sqlite", "lite");
        await cluster.MakeAsync("postgresql", "back");

        await cluster.FoundAsync("first", names);
        await cluster.GuardTriggersAsync("first", await cluster.SetAsync());
        foreach (var (name, source) in Others.Zip(Others.Prepend("first")))
        {
            var run = await cluster.JoinAsync(name, source);
            Assert.Contains("equal (20 tables", run.Message, StringComparison.Ordinal);

            // Said so.
            Assert.Contains("products: column tags: its arrays are JSON here.", run.Load!.Notes);
            Assert.Contains("orders: column status: is text here, and a check allows its labels only.", run.Load.Notes);
            Assert.Contains("supplies: column lead: is text of the same spelling here.", run.Load.Notes);
        }

        await SameRowsAsync(cluster);
        await SameInTheServersWordsAsync(cluster, names);
        await SameSchemaAsync(cluster);
        await EachChangeReachesAllAsync(cluster);
        await SameRowsAsync(cluster);
    }

    [Fact]
    public async Task TablesMadeBefore_UnderTheNamesThatTheMakeNeeds_AreTaken()
    {
        await using var cluster = await RoundTripCluster.CreateAsync();
        (await cluster.MakeAsync("postgresql", "first")).Run("""CREATE SCHEMA other; CREATE TABLE other.t (id int PRIMARY KEY, "V" text, v text); INSERT INTO other.t VALUES (1, 'big', 'small')""");
        (await cluster.MakeAsync("sqlite", "lite")).Run("CREATE TABLE other_t (id INT NOT NULL PRIMARY KEY, V TEXT, v_2 TEXT)");
        await cluster.FoundAsync("first", ["other.t"]);
        await cluster.JoinAsync("lite", "first");
        Assert.Equal("bigsmall", cluster.Database("lite").Ask("SELECT V || v_2 FROM other_t"));
        cluster.Database("lite").Run("UPDATE other_t SET v_2 = 'smaller'");
        await cluster.EverywhereAsync(d => d.Make == "sqlite" ? "SELECT V || v_2 FROM other_t" : """SELECT "V" || v FROM other.t""", "bigsmaller");
    }

    private static async Task SameRowsAsync(RoundTripCluster cluster)
    {
        var set = await cluster.SetAsync();
        foreach (var table in set.Tables.Select(t => t.Schema))
        {
            var sent = await cluster.RowsAsync(set, "first", table);
            Assert.NotEmpty(sent);
            foreach (var other in Others)
            {
                var received = await cluster.RowsAsync(set, other, table);
                Assert.Equal(sent.Keys.Order(StringComparer.Ordinal), received.Keys.Order(StringComparer.Ordinal));
                foreach (var (key, row) in sent) Assert.True(row.Equals(received[key]), $"{table.Name} {key} on {other}: {Differences(row, received[key])}");
            }
        }
    }

    // Without any code of ours in between: both servers write their rows down as JSON.
    private static async Task SameInTheServersWordsAsync(RoundTripCluster cluster, IEnumerable<string> tables)
    {
        var set = await cluster.SetAsync();
        foreach (var table in tables)
        {
            var schema = set.Table(table)!.Schema;
            var rows = $"SELECT jsonb_agg(to_jsonb(t) ORDER BY {string.Join(", ", schema.Key.Select(k => $"t.\"{k.Replace("\"", "\"\"", StringComparison.Ordinal)}\"{(schema.Column(k)!.Type == CanonicalType.Text ? "::text" : "")}"))})::text"
                + $" FROM (SELECT {string.Join(", ", schema.ImageColumns.Select(c => $"\"{c.Name.Replace("\"", "\"\"", StringComparison.Ordinal)}\""))} FROM \"{table.Replace(".", "\".\"", StringComparison.Ordinal)}\") t";
            var (there, back) = (CanonicalJson.Of(cluster.Database("first").Ask(rows)), CanonicalJson.Of(cluster.Database("back").Ask(rows)));
            Assert.NotNull(there);
            Assert.Equal(there, back);
        }
    }

    private static async Task SameSchemaAsync(RoundTripCluster cluster)
    {
        var (first, back) = (await SchemaAsync("first"), await SchemaAsync("back"));
        var retyped = new List<string>();
        foreach (var (name, there) in first.Where(t => t.Key != "own_account"))
        {
            var here = back[name];
            Assert.Equal(there.Key, here.Key);
            Assert.Equal(there.ImageColumns.Select(c => (c.Name, c.Type, c.IsNullable, c.IsIdentity)), here.Columns.Select(c => (c.Name, c.Type, c.IsNullable, c.IsIdentity)));
            Assert.Equal(there.UniqueKeys.Select(k => string.Join(',', k.Columns)).Order(), here.UniqueKeys.Select(k => string.Join(',', k.Columns)).Order());
            Assert.Equal(there.ForeignKeys.Select(Show).Order(), here.ForeignKeys.Select(Show).Order());
            Assert.All(there.Indexes, i => Assert.Contains(here.Indexes, n => n.Columns.SequenceEqual(i.Columns)));
            retyped.AddRange(there.ImageColumns.Zip(here.Columns).Where(c => c.First.DeclaredType != c.Second.DeclaredType).Select(c => $"{name}.{c.First.Name}: {c.First.DeclaredType} > {c.Second.DeclaredType}"));
        }

        Assert.Equal(Retyped.Select(r => $"{r.Key}: {r.Value}").Order(StringComparer.Ordinal), retyped.Order(StringComparer.Ordinal));

        // An enum is text from then on, but no other text.
        Assert.ThrowsAny<Exception>(() => cluster.Database("back").Run("UPDATE orders SET status = 'lost' WHERE id = 1"));
        Assert.ThrowsAny<Exception>(() => cluster.Database("maria").Run("UPDATE orders SET status = 'lost' WHERE id = 1"));
        Assert.ThrowsAny<Exception>(() => cluster.Database("lite").Run("UPDATE orders SET status = 'lost' WHERE id = 1"));

        async Task<Dictionary<string, TableSchema>> SchemaAsync(string name) => (await cluster.Database(name).Connector.Schema.ReadAsync(Cancel)).ToDictionary(t => t.Name);
    }

    // On each database an application adds an order line, which its own trigger counts, and renames a customer, of which its own trigger keeps account.
    private static async Task EachChangeReachesAllAsync(RoundTripCluster cluster)
    {
        foreach (var other in Others) cluster.Database(other).Run(TwentyTables.Own(cluster.Database(other).Make));
        await cluster.GuardTriggersAsync("back", await cluster.SetAsync());
        string[] all = ["first", .. Others];
        foreach (var (name, i) in all.Select((n, i) => (n, i + 1)))
        {
            var lines = cluster.Database(name).Quote("lines");
            cluster.Database(name).Run($"INSERT INTO order_lines SELECT 7, {10 + i}, id, {i}, 0.5, 'EUR' FROM products WHERE sku = 'nil'; UPDATE customers SET name = 'by {name}' WHERE tax_code = 'T-{i}'");
            await cluster.EverywhereAsync(d => $"SELECT count(*) FROM order_lines WHERE order_id = 7 AND line = {10 + i} AND quantity = {i}", "1");
            await cluster.EverywhereAsync(d => $"SELECT name FROM customers WHERE tax_code = 'T-{i}'", $"by {name}");
            await cluster.EverywhereAsync(d => $"SELECT {d.Quote("lines")} FROM orders WHERE id = 7", $"{3 + i}");
            Assert.Equal("1", cluster.Database(name).Ask("SELECT count(*) FROM own_account"));
            Assert.Equal($"Name {i}>by {name}", cluster.Database(name).Ask("SELECT what FROM own_account"));
        }

        await cluster.EverywhereAsync(d => "SELECT counted FROM own_view WHERE id = 7", "7");
        await cluster.EverywhereAsync(d => $"SELECT {d.Quote("lines")} FROM own_view WHERE id = 7", "7");

        // Each ran for its own application only.
        await cluster.EverywhereAsync(_ => "SELECT count(*) FROM own_account", "1");
        foreach (var name in all) cluster.Database(name).Run($"INSERT INTO orders(customer, note) VALUES (1, 'made on {name}')");
        await cluster.EverywhereAsync(d => "SELECT count(*) FROM orders WHERE note LIKE 'made on %'", "4");
        await cluster.EverywhereAsync(d => "SELECT count(*) FROM orders WHERE note LIKE 'made on %' AND status = 'new'", "4");
    }

    private static string Show(ForeignKey k) => $"{string.Join(',', k.Columns)}>{k.ParentTable}({string.Join(',', k.ParentColumns)}) {k.OnDelete} {k.OnUpdate}";

    private static string Differences(RowImage one, RowImage other) =>
        string.Join("; ", one.Columns.Where(c => !other.TryGet(c, out var value) || !value.Equals(one[c])).Select(c => $"{c} {Show(one[c])}, {(other.TryGet(c, out var value) ? Show(value) : "missing")}"));

    private static string Show(CellValue value) => $"{value.Kind} {(value.ToDisplay() is { } text ? text[..Math.Min(60, text.Length)] : "NULL")}";
}
