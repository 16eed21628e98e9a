namespace MultiDbSync.SyncWorker.Sample;

/// <summary>The makes that the sample knows.</summary>
internal static class LibraryMakes
{
    private static readonly Dictionary<string, ILibraryMake> Known = new()
    {
        [SqliteLibrary.Make] = new SqliteLibrary(),
        [PostgresLibrary.Make] = new PostgresLibrary(),
        [MySqlLibrary.Make] = new MySqlLibrary(),
    };

    public static ILibraryMake Of(string make) =>
        Known.GetValueOrDefault(make) ?? throw new ArgumentOutOfRangeException(nameof(make), make, "The sample has no schema for this make.");
}
