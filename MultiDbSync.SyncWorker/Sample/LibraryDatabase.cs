using System.Data.Common;
using System.Globalization;

namespace MultiDbSync.SyncWorker.Sample;

/// <summary>A sample database as its application sees it: plain SQL, no knowledge of synchronisation.</summary>
internal sealed class LibraryDatabase(DbConnection connection) : IAsyncDisposable
{
    /// <summary>Parents before children.</summary>
    public static readonly IReadOnlyList<string> Tables = ["authors", "sections", "books", "users", "borrow_records"];

    private DbTransaction? _transaction;

    public static async Task<LibraryDatabase> OpenAsync(string make, string connectionString, CancellationToken cancellationToken) =>
        new(await LibraryMakes.Of(make).OpenAsync(connectionString, cancellationToken));

    /// <summary>Begins a transaction; where a database locks as a whole, with its lock.</summary>
    public async Task BeginAsync(CancellationToken cancellationToken) => _transaction = await connection.BeginTransactionAsync(cancellationToken);

    public async Task CommitAsync(CancellationToken cancellationToken)
    {
        await _transaction!.CommitAsync(cancellationToken);
        await EndAsync();
    }

    public async Task RollbackAsync()
    {
        await _transaction!.RollbackAsync(CancellationToken.None);
        await EndAsync();
    }

    /// <summary>Runs a statement with parameters <c>@p1</c>, <c>@p2</c> …; returns the number of rows.</summary>
    public async Task<int> ExecuteAsync(string sql, CancellationToken cancellationToken, params object?[] arguments)
    {
        await using var command = Command(sql, arguments);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The first value of a query, or null.</summary>
    public async Task<object?> ScalarAsync(string sql, CancellationToken cancellationToken, params object?[] arguments)
    {
        await using var command = Command(sql, arguments);
        return await command.ExecuteScalarAsync(cancellationToken) is { } value and not DBNull ? value : null;
    }

    /// <summary>Writes the sample's rows, all or none; nothing where there are some.</summary>
    public async Task FillAsync(CancellationToken cancellationToken)
    {
        await BeginAsync(cancellationToken);
        if ((long)(await ScalarAsync($"SELECT count(*) FROM {Tables[0]}", cancellationToken))! == 0)
        {
            foreach (var table in Tables)
            {
                foreach (var row in LibraryRows.Of(table))
                    await ExecuteAsync($"INSERT INTO {table} VALUES ({string.Join(", ", row.Select((_, i) => Parameter(i)))})", cancellationToken, row);
            }
        }

        await CommitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        await connection.DisposeAsync();
    }

    private static string Parameter(int index) => string.Create(CultureInfo.InvariantCulture, $"@p{index + 1}");

    private async Task EndAsync()
    {
        if (_transaction is not null) await _transaction.DisposeAsync();
        _transaction = null;
    }

    private DbCommand Command(string sql, object?[] arguments)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = _transaction;
        for (var i = 0; i < arguments.Length; i++)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (Parameter(i), arguments[i] ?? DBNull.Value);
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
