using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace MultiDbSync.Engine.HubLog;

/// <summary>
/// A prepared statement of the hub store, kept for as long as its session. SQLite is called without ADO.NET between: the hub asks some ten short questions for
/// each change, and a reader and a command for each of them cost more than the answers.
/// </summary>
internal sealed class HubStatement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private readonly int[] _places;

    /// <param name="parameters">Number of arguments, called $1, $2 … in the text; one that the text does not use is left out.</param>
    public HubStatement(sqlite3 database, string sql, int parameters)
    {
        _database = database;
        Check(raw.sqlite3_prepare_v3(database, sql, raw.SQLITE_PREPARE_PERSISTENT, out _statement));
        _places = new int[parameters];
        for (var i = 0; i < parameters; i++) _places[i] = raw.sqlite3_bind_parameter_index(_statement, $"${i + 1}");
        Row = new HubRow(_statement);
    }

    public HubRow Row { get; }

    public void Bind(ReadOnlySpan<object?> arguments)
    {
        for (var i = 0; i < arguments.Length; i++)
            if (_places[i] > 0) Check(Bind(_places[i], arguments[i]));
    }

    /// <summary>Moves to the next row; false when there is none.</summary>
    /// <exception cref="SqliteException">The statement failed.</exception>
    public bool Step()
    {
        var code = raw.sqlite3_step(_statement);
        if (code == raw.SQLITE_ROW) return true;
        if (code != raw.SQLITE_DONE) Check(code);
        return false;
    }

    /// <summary>Frees its locks and its arguments. An error of the last step was told then.</summary>
    public void Reset()
    {
        _ = raw.sqlite3_reset(_statement);
        _ = raw.sqlite3_clear_bindings(_statement);
    }

    public void Dispose() => _statement.Dispose();

    private int Bind(int place, object? value) => value switch
    {
        null => raw.sqlite3_bind_null(_statement, place),
        string text => raw.sqlite3_bind_text(_statement, place, text),
        long number => raw.sqlite3_bind_int64(_statement, place, number),
        int number => raw.sqlite3_bind_int64(_statement, place, number),
        double number => raw.sqlite3_bind_double(_statement, place, number),
        _ => throw new ArgumentException($"The hub store takes no {value.GetType().Name}.", nameof(value)),
    };

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK) SqliteException.ThrowExceptionForRC(code, _database);
    }
}
