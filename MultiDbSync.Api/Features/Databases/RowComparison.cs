using System.Security.Cryptography;
using System.Text;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Api.Features.Databases;

/// <summary>Compares all rows of a table in two databases, value by value with their types.</summary>
internal static class RowComparison
{
    /// <summary>One database's rows are remembered as hashes, 32 bytes each besides the key; the order of keys may differ between makes.</summary>
    public static async Task<RowDifference> CompareAsync(IRowReader reference, IRowReader candidate, TableSchema table, CancellationToken cancellationToken)
    {
        var expected = new Dictionary<string, UInt128>(StringComparer.Ordinal);
        await foreach (var row in reference.ReadAsync(table, cancellationToken)) expected[table.KeyOf(row).Text] = HashOf(table, row);

        long extra = 0, different = 0;
        await foreach (var row in candidate.ReadAsync(table, cancellationToken))
        {
            if (!expected.Remove(table.KeyOf(row).Text, out var hash)) extra++;
            else if (hash != HashOf(table, row)) different++;
        }

        return new RowDifference(expected.Count, extra, different);
    }

    // The canonical encoding tells every two values apart; columns may stand in another order there.
    private static UInt128 HashOf(TableSchema table, RowImage row)
    {
        var names = table.ImageColumns.Select(c => c.Name).ToArray();
        var ordered = new RowImage(names, [.. names.Select(n => row[n])]);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(ordered.ToJson()));
        return new UInt128(BitConverter.ToUInt64(hash, 0), BitConverter.ToUInt64(hash, 8));
    }
}
