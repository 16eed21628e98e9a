using System.Data.Common;

namespace MultiDbSync.SyncWorker.Sample;

/// <summary>
/// What the sample's application has to know of a database make: how to connect, and its own SQL for its tables. All other SQL of the sample is the
/// same on every make.
/// </summary>
internal interface ILibraryMake
{
    /// <summary>Makes tables and rows in a database that has none; may be cut short at any moment and called again.</summary>
    Task CreateAsync(string connectionString, CancellationToken cancellationToken);

    /// <summary>Opens a connection as the application would: foreign keys enforced, patient with other writers.</summary>
    Task<DbConnection> OpenAsync(string connectionString, CancellationToken cancellationToken);
}
