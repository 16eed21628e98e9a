namespace MultiDbSync.Engine.Verification;

/// <summary>
/// The rows of a table as sums of their hashes, spread over buckets by the hash of their key. Independent of the order in which rows are read: makes order
/// keys differently.
/// </summary>
internal sealed class BucketHashes
{
    public const int Buckets = 1 << 16;

    private readonly UInt128[] _sums = new UInt128[Buckets];

    public long Rows { get; private set; }

    public void Add(int bucket, UInt128 hash)
    {
        // A sum, not an exclusive or: two rows of one hash would vanish from the latter.
        _sums[bucket] = unchecked(_sums[bucket] + hash);
        Rows++;
    }

    /// <summary>Buckets whose rows differ.</summary>
    public HashSet<int> DifferingFrom(BucketHashes other)
    {
        var differing = new HashSet<int>();
        for (var i = 0; i < Buckets; i++)
            if (_sums[i] != other._sums[i]) differing.Add(i);
        return differing;
    }
}
