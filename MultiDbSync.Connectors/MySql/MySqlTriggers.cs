using System.Security.Cryptography;
using System.Text;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.MySql;

/// <summary>
/// The triggers of one table. They only append to <c>mds_change</c>, in the application's own transaction, and read nothing; the applier's session is told
/// by a variable of its own. An update that leaves every byte as it was logs nothing; one that changes the key logs a deletion and a creation.
/// REPLACE and INSERT … ON DUPLICATE KEY UPDATE need no special case: the server runs the triggers of what they really do to each row.
/// </summary>
internal sealed class MySqlTriggers
{
    /// <summary>Set in the session of the applier alone.</summary>
    public const string EchoVariable = "@mds_applying";

    private readonly string _syncSet;
    private readonly string _name;
    private readonly string _tableId;
    private readonly MySqlCell[] _key;
    private readonly MySqlCell[] _small;
    private readonly MySqlCell[] _large;

    private MySqlTriggers(string syncSet, TableSchema table)
    {
        _syncSet = MySqlIdentifier.Literal(syncSet);
        _name = TableName.Parse(table.Name).Name;
        _tableId = MySqlIdentifier.Literal(table.Name);
        _key = [.. table.Key.Select(k => MySqlCell.Of(table.Column(k)!))];
        var cells = table.ImageColumns.Select(MySqlCell.Of).ToList();
        _small = [.. cells.Where(c => !c.IsLarge)];
        _large = [.. cells.Where(c => c.IsLarge)];
    }

    public static IReadOnlyList<MySqlTrigger> Of(string syncSet, TableSchema table)
    {
        var triggers = new MySqlTriggers(syncSet, table);
        return [triggers.Trigger("INSERT", triggers.Insert()), triggers.Trigger("UPDATE", triggers.Update()), triggers.Trigger("DELETE", triggers.Delete())];
    }

    private MySqlTrigger Trigger(string when, string work)
    {
        var body = $"BEGIN DECLARE i CHAR(36) CHARACTER SET ascii; DECLARE b, a LONGBLOB; IF {EchoVariable} IS NULL THEN {work}END IF; END";
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{_name}\n{when}\n{body}")))[..10];
        var readable = _name.Length > 40 ? _name[..40] : _name;
        return new MySqlTrigger($"{MySqlLogTables.Prefix}{char.ToLowerInvariant(when[0])}_{hash}_{readable}", _name, when, body);
    }

    private string Insert() => Log("create", "NEW", MySqlImageSql.Key("NEW", _key), null, Image("NEW"), string.Empty);

    private string Delete() => Log("delete", "OLD", MySqlImageSql.Key("OLD", _key), Image("OLD"), null, string.Empty);

    private string Update()
    {
        var (oldKey, newKey) = (MySqlImageSql.Key("OLD", _key), MySqlImageSql.Key("NEW", _key));
        var differs = string.Concat(_large.Select(c => $" OR NOT({MySqlImageSql.IsSame(c)})"));
        var before = _large.Length == 0 ? "b" : $"CONCAT(b,{MySqlImageSql.Image("OLD", _large, 0)})";
        var after = _large.Length == 0 ? "a" : $"CONCAT(a,{MySqlImageSql.ChangedImage(_large, 0)})";
        return $"SET b={MySqlImageSql.Image("OLD", _small, 0)},a={MySqlImageSql.Image("NEW", _small, 0)}; "
            + $"IF {newKey}<>{oldKey} THEN {Delete()}{Insert()}ELSEIF a<>b{differs} THEN {Log("update", null, newKey, before, after, Parts("OLD", "b", null) + Parts("NEW", "a", "NOT"))}END IF; ";
    }

    private string Image(string row) =>
        _large.Length == 0 ? MySqlImageSql.Image(row, _small, 0) : $"CONCAT({MySqlImageSql.Image(row, _small, 0)},{MySqlImageSql.Image(row, _large, 0)})";

    private string Log(string op, string? row, string key, string? before, string? after, string parts) =>
        $"SET i=UUID(); {(row is null ? parts : Parts(row, row == "OLD" ? "b" : "a", null))}INSERT INTO mds_change(id,kind,sync_set,table_id,op,`key`,`before`,`after`,at) "
        + $"VALUES(i,'{MySqlLogTables.Change}',{_syncSet},{_tableId},'{op}',{key},{before ?? "NULL"},{after ?? "NULL"},{MySqlLogTables.Now}); ";

    private string Parts(string row, string side, string? changed) => string.Concat(_large.Select((c, n) =>
        $"IF {MySqlImageSql.IsPart(row, c)}{(changed is null ? "" : $" AND NOT({MySqlImageSql.IsSame(c)})")} THEN "
        + "INSERT INTO mds_change(id,kind,sync_set,table_id,op,position,`after`,at) "
        + $"VALUES(i,'{MySqlLogTables.Part}',{_syncSet},{_tableId},'{side}',{n},{c.Value(MySqlImageSql.Operand(row, c))},{MySqlLogTables.Now}); END IF; "));
}
