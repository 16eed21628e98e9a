using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.PostgreSql;

/// <summary>
/// Functions and triggers of one table. They only append to <c>mds_change</c>, in the application's own transaction, with the rights of our role and with
/// the settings that the reader knows. The row is written down as a whole, by <c>to_json</c>: no column is named, so that adding, dropping or renaming one
/// breaks no statement of the application. (<c>jsonb</c> would lose the sign of -0.0.)
/// </summary>
internal sealed class PgTriggers
{
    /// <summary>
    /// Triggers fire in the order of their names, and this sorts before all letters and digits: our entry is numbered before those of rows that the
    /// application's own triggers then change (https://www.postgresql.org/docs/current/trigger-definition.html).
    /// </summary>
    public const string Prefix = "!mds_";

    /// <summary>Wakes the reader when it has asked for that; never inside a server that allows prepared transactions, where NOTIFY makes PREPARE fail.</summary>
    public const string WakeFunction = $"""
        CREATE OR REPLACE FUNCTION {PgLogTables.Schema}.mds_wake() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $mds$
        BEGIN
          IF (SELECT last_value FROM {PgLogTables.Asleep}) = 2 AND current_setting('max_prepared_transactions') = '0' THEN
            PERFORM pg_notify('{PgLogTables.Channel}', '');
          END IF;
          RETURN NULL;
        END
        $mds$
        """;

    private static readonly string Settings = "SET search_path = pg_catalog, pg_temp " + string.Join(' ', PgConnections.Spelling.Select(s => $"SET {s.Name} = '{s.Value}'"));

    private readonly string _table;
    private readonly string _name;
    private readonly string _values;
    private readonly string[] _key;

    private readonly string _id;
    private readonly string[] _json;

    /// <param name="hasRandomUuid">Version 13 or later.</param>
    public PgTriggers(string syncSet, TableSchema table, int shape, bool hasRandomUuid)
    {
        _id = hasRandomUuid ? "gen_random_uuid()" : "md5(random()::text || clock_timestamp()::text || txid_current()::text || random()::text)";
        _json = [.. table.ImageColumns.Where(c => c.Type == CanonicalType.Json).Select(c => c.Name)];
        _table = PgIdentifier.Table(table.Name);
        _key = [.. table.Key];
        _name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(table.Name)))[..16];
        _values = string.Create(CultureInfo.InvariantCulture, $"'change', {PgIdentifier.Literal(syncSet)}, {PgIdentifier.Literal(table.Name)}, {shape}, txid_current(), clock_timestamp()");
    }

    public string CaptureFunctionName => $"mds_capture_{_name}";

    public string TruncateFunctionName => $"mds_truncate_{_name}";

    public string CaptureBody => $"""

        DECLARE b json; a json; kb text; ka text; bt text; at text;
        BEGIN
          IF TG_OP <> 'INSERT' THEN b := to_json(OLD); bt := b::text; kb := {Key("b")};{JsonNulls("OLD", "b", "bt")} END IF;
          IF TG_OP <> 'DELETE' THEN a := to_json(NEW); at := a::text; ka := {Key("a")};{JsonNulls("NEW", "a", "at")} END IF;
          IF kb = ka THEN
            IF bt = at THEN RETURN NULL; END IF;
            {Insert} VALUES ({_id}, 'update', ka, bt, at, {_values});
            RETURN NULL;
          END IF;
          IF bt IS NOT NULL THEN {Insert} VALUES ({_id}, 'delete', kb, bt, NULL, {_values}); END IF;
          IF at IS NOT NULL THEN {Insert} VALUES ({_id}, 'create', ka, NULL, at, {_values}); END IF;
          RETURN NULL;
        END

        """;

    /// <summary>Emptying a table fires no row triggers: every row is logged before it goes. Each partition has the trigger, so each sees to its own rows.</summary>
    public string TruncateBody => $"""

        BEGIN
          PERFORM txid_current();
          EXECUTE format({PgIdentifier.Literal($"{Insert} SELECT {_id}, 'delete', {Key("r.b")}, r.b, NULL, {_values} FROM (SELECT to_json(t) AS b FROM ONLY %I.%I AS t) r")}, TG_TABLE_SCHEMA, TG_TABLE_NAME);
          RETURN NULL;
        END

        """;

    private static string Insert => $"INSERT INTO {PgLogTables.Change}(id, op, \"key\", \"before\", \"after\", kind, sync_set, table_id, shape, tx, at)";

    public IEnumerable<string> CreateFunctions() => [Function(CaptureFunctionName, CaptureBody), Function(TruncateFunctionName, TruncateBody)];

    /// <summary>Triggers by name. Our own writes set <see cref="PgDialect.ApplyingSetting"/> for their transaction, so for them not even the function is called.</summary>
    /// <param name="partitions">The tables that hold the rows: the table itself, or its partitions.</param>
    public IEnumerable<(string Table, string Name, string Sql)> CreateTriggers(IReadOnlyList<string> partitions)
    {
        const string notOurs = $"current_setting('{PgDialect.ApplyingSetting}', true) IS DISTINCT FROM 'on'";
        yield return Trigger(_table, "insert", $"AFTER INSERT ON {_table} FOR EACH ROW WHEN ({notOurs})", CaptureFunctionName);
        yield return Trigger(_table, "update", $"AFTER UPDATE ON {_table} FOR EACH ROW WHEN ({notOurs} AND OLD.* *<> NEW.*)", CaptureFunctionName);
        yield return Trigger(_table, "delete", $"AFTER DELETE ON {_table} FOR EACH ROW WHEN ({notOurs})", CaptureFunctionName);
        yield return Trigger(_table, "wake", $"AFTER INSERT OR UPDATE OR DELETE ON {_table} FOR EACH STATEMENT WHEN ({notOurs})", "mds_wake");
        foreach (var partition in partitions)
        {
            yield return Trigger(partition, "truncate", $"BEFORE TRUNCATE ON {partition} FOR EACH STATEMENT WHEN ({notOurs})", TruncateFunctionName);
            yield return Trigger(partition, "truncate_wake", $"AFTER TRUNCATE ON {partition} FOR EACH STATEMENT WHEN ({notOurs})", "mds_wake");
        }
    }

    private static (string, string, string) Trigger(string table, string what, string when, string function)
    {
        var name = Prefix + what;
        return (table, name, $"CREATE TRIGGER {PgIdentifier.Quote(name)} {when} EXECUTE FUNCTION {PgLogTables.Schema}.{function}()");
    }

    private static string Function(string name, string body) =>
        $"CREATE OR REPLACE FUNCTION {PgLogTables.Schema}.{name}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER {Settings} AS $mds${body}$mds$";

    // A column that holds the JSON document null looks like one that holds nothing: it is named behind the image. An application's statement must not fail for
    // that, whatever has become of the column.
    private string JsonNulls(string record, string row, string text) => string.Concat(_json.Select(c =>
        $" IF json_typeof({row}->{PgIdentifier.Literal(c)}) = 'null' THEN BEGIN IF {record}.{PgIdentifier.Quote(c)} IS NOT NULL THEN {text} := {text} || {PgIdentifier.Literal(JsonSerializer.Serialize(c))}; END IF; EXCEPTION WHEN OTHERS THEN NULL; END; END IF;"));

    private string Key(string row) => $"json_build_array({string.Join(", ", _key.Select(k => $"{row}->{PgIdentifier.Literal(k)}"))})::text";
}
