using System.Runtime.CompilerServices;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Engine.Verification;

/// <summary>
/// Compares one table of two databases: hashes of all rows first, then the rows of those buckets that differ, one by one. Reads page by page, without a
/// snapshot that lasts; a row that changed meanwhile may be named and is to be looked at again.
/// </summary>
internal sealed class TableScan(TableSchema table, IReadOnlyList<string> columns, IRowReader left, IRowReader right)
{
    private const int PageSize = 5000;

    /// <summary>Rows that the left database had.</summary>
    public long LeftRows { get; private set; }

    /// <summary>Rows that the right database had.</summary>
    public long RightRows { get; private set; }

    /// <summary>Keys of rows that looked different, some at a time.</summary>
    public async IAsyncEnumerable<IReadOnlyList<RowKey>> DifferingAsync(int atATime, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var hashes = await Task.WhenAll(HashAsync(left, cancellationToken), HashAsync(right, cancellationToken));
        (LeftRows, RightRows) = (hashes[0].Rows, hashes[1].Rows);
        var buckets = hashes[0].DifferingFrom(hashes[1]);
        if (buckets.Count == 0) yield break;
        var found = new List<RowKey>();
        await foreach (var key in CandidatesAsync(buckets, cancellationToken))
        {
            found.Add(key);
            if (found.Count < atATime) continue;
            yield return found;
            found = [];
        }

        if (found.Count > 0) yield return found;
    }

    private async Task<BucketHashes> HashAsync(IRowReader reader, CancellationToken cancellationToken)
    {
        var digest = new RowDigest(table, columns);
        var hashes = new BucketHashes();
        await foreach (var row in RowsAsync(reader, cancellationToken)) hashes.Add(digest.BucketOf(row), digest.HashOf(row));
        return hashes;
    }

    // Left rows that differ or are missing on the right, then right rows that are missing on the left.
    private async IAsyncEnumerable<RowKey> CandidatesAsync(HashSet<int> buckets, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var digest = new RowDigest(table, columns);
        await foreach (var row in RowsAsync(left, cancellationToken))
        {
            if (!buckets.Contains(digest.BucketOf(row))) continue;
            if (!digest.AreEqual(row, await right.FindAsync(table, table.KeyOf(row), cancellationToken))) yield return table.KeyOf(row);
        }

        await foreach (var row in RowsAsync(right, cancellationToken))
        {
            if (!buckets.Contains(digest.BucketOf(row))) continue;
            if (await left.FindAsync(table, table.KeyOf(row), cancellationToken) is null) yield return table.KeyOf(row);
        }
    }

    private async IAsyncEnumerable<RowImage> RowsAsync(IRowReader reader, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        RowKey? after = null;
        while (true)
        {
            var page = await reader.ReadPageAsync(table, after, PageSize, cancellationToken);
            foreach (var row in page) yield return row;
            if (page.Count < PageSize) yield break;
            after = table.KeyOf(page[^1]);
        }
    }
}
