using System.Security.Cryptography;
using System.Text;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Engine.HubLog;

/// <summary>Makes a key for the second of two rows that were created with one. The same row gets the same key again, but for numbers.</summary>
internal static class NewKeys
{
    /// <summary>The name under which the hub takes numbers for itself.</summary>
    public const string Hub = "(hub)";

    /// <summary>
    /// A key that no row has, or null where none can be told for certain: whole numbers need blocks of numbers for the table's databases (docs/tables.md); a
    /// text gets the database's name behind it, a UUID is made of the row.
    /// </summary>
    public static RowKey? Make(HubSession session, SetLedger ledger, TableSchema table, RowKey key, string origin)
    {
        if (table.ForeignKeys.Any(k => k.Columns.Contains(table.Key[^1])) || table.Column(table.Key[^1]) is not { } column) return null;
        var last = key.Values[^1];
        var made = (column.Type, last.Kind) switch
        {
            (CanonicalType.Uuid, _) => CellValue.FromText(CellKind.Uuid, Uuid($"{ledger.Set.Name} {table.Name} {key.Text} {origin}").ToString("D")),
            (CanonicalType.Text, CellKind.Text) => CellValue.FromText($"{last.Text}-{origin}"),
            (CanonicalType.Int16 or CanonicalType.Int32 or CanonicalType.Int64, CellKind.Integer) => Number(session, ledger, table, column),
            _ => (CellValue?)null,
        };
        if (made is not { } value || (column.Length is { } length && value.Kind == CellKind.Text && value.Text.Length > length)) return null;
        var newKey = RowKey.Of([.. key.Values.SkipLast(1), value]);
        return ledger.Heads.Find(table.Name, table.FormOf(newKey)) is { After: not null } ? null : newKey;
    }

    private static Guid Uuid(string text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), hash);

        // Version 8, variant 10: RFC 9562, section 5.8.
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }

    // Above every block that was given: no database makes such a number by itself.
    private static CellValue? Number(HubSession session, SetLedger ledger, TableSchema table, ColumnSchema column)
    {
        var largest = column.Type switch { CanonicalType.Int16 => short.MaxValue, CanonicalType.Int32 => int.MaxValue, _ => long.MaxValue };
        if (session.Number("SELECT max(last) FROM identity_blocks WHERE sync_set=$1 AND table_name=$2", ledger.Set.Name, table.Name) is not { } last || last >= largest) return null;
        session.Execute("DELETE FROM identity_blocks WHERE sync_set=$1 AND table_name=$2 AND node=$3", ledger.Set.Name, table.Name, Hub);
        session.Execute(
            "INSERT INTO identity_blocks (sync_set, table_name, node, first, last, given_at) VALUES ($1, $2, $3, $4, $4, $5)",
            ledger.Set.Name, table.Name, Hub, last + 1, ledger.Now.ToUnixTimeMilliseconds());
        return CellValue.FromInteger(last + 1);
    }
}
