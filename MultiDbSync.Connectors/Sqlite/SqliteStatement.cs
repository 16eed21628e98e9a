using System.Buffers;
using System.Text;
using MultiDbSync.Engine.Changes;
using SQLitePCL;

namespace MultiDbSync.Connectors.Sqlite;

/// <summary>
/// A prepared statement that is used again and again. Below ADO.NET for two reasons: text that contains NUL must go in and come out whole
/// (Microsoft.Data.Sqlite ends it there), and a row costs a microsecond instead of ten.
/// </summary>
internal sealed class SqliteStatement(SqliteDatabase database, sqlite3_stmt handle) : IDisposable
{
    /// <summary>Number of result columns.</summary>
    public int ColumnCount { get; } = raw.sqlite3_column_count(handle);

    public SqliteStatement Bind(int index, long value)
    {
        Check(raw.sqlite3_bind_int64(handle, index, value));
        return this;
    }

    public SqliteStatement Bind(int index, string? value)
    {
        if (value is null) Check(raw.sqlite3_bind_null(handle, index));
        else if (value.Length == 0) Check(raw.sqlite3_bind_text(handle, index, utf8z.FromString(string.Empty)));
        else BindText(index, value);
        return this;
    }

    /// <summary>Binds a value in the storage class that <see cref="SqliteCells.Store(CellValue)"/> gives it.</summary>
    public SqliteStatement Bind(int index, CellValue canonical)
    {
        var value = SqliteCells.Store(canonical);
        switch (value.Kind)
        {
            case CellKind.Null: Check(raw.sqlite3_bind_null(handle, index)); break;
            case CellKind.Integer: Check(raw.sqlite3_bind_int64(handle, index, value.Integer)); break;
            case CellKind.Real: Check(raw.sqlite3_bind_double(handle, index, value.Real)); break;
            case CellKind.Binary when value.Binary.IsEmpty: Check(raw.sqlite3_bind_zeroblob(handle, index, 0)); break;
            case CellKind.Binary: Check(raw.sqlite3_bind_blob(handle, index, value.Binary.Span)); break;
            default: Bind(index, value.Text); break;
        }

        return this;
    }

    /// <summary>Binds all values from index 1 on.</summary>
    public SqliteStatement BindAll(IReadOnlyList<CellValue> values, int first = 1)
    {
        for (var i = 0; i < values.Count; i++) Bind(first + i, values[i]);
        return this;
    }

    /// <summary>The next row; false at the end, where the statement is reset by itself.</summary>
    public bool Step()
    {
        var code = raw.sqlite3_step(handle);
        if (code == raw.SQLITE_ROW) return true;
        if (code == raw.SQLITE_DONE)
        {
            raw.sqlite3_reset(handle);
            return false;
        }

        // The message must be taken before the reset.
        var error = database.Error();
        raw.sqlite3_reset(handle);
        throw error;
    }

    /// <summary>Runs to the end; returns 0, or the extended code of a refused constraint. Any other error throws.</summary>
    public int TryExecute(out string message)
    {
        message = string.Empty;
        int code;
        while ((code = raw.sqlite3_step(handle)) == raw.SQLITE_ROW)
        {
        }

        if (code == raw.SQLITE_DONE)
        {
            raw.sqlite3_reset(handle);
            return 0;
        }

        var extended = raw.sqlite3_extended_errcode(database.Handle);
        var error = database.Error();
        raw.sqlite3_reset(handle);
        if (SqliteErrors.Classify(extended) != Engine.Connectors.ConnectorErrorClass.Constraint) throw error;
        message = error.Message;
        return extended;
    }

    /// <summary>Runs to the end.</summary>
    public void Execute()
    {
        while (Step())
        {
        }
    }

    /// <summary>True when there is a row; ends the read.</summary>
    public bool StepOnce()
    {
        var found = Step();
        if (found) raw.sqlite3_reset(handle);
        return found;
    }

    /// <summary>Ends a read before its last row.</summary>
    public void Reset() => raw.sqlite3_reset(handle);

    public bool IsNull(int column) => raw.sqlite3_column_type(handle, column) == raw.SQLITE_NULL;

    public long Integer(int column) => raw.sqlite3_column_int64(handle, column);

    public string Text(int column) => Encoding.UTF8.GetString(TextBytes(column));

    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    /// <summary>The value in its storage class.</summary>
    public CellValue Cell(int column) => raw.sqlite3_column_type(handle, column) switch
    {
        raw.SQLITE_INTEGER => CellValue.FromInteger(raw.sqlite3_column_int64(handle, column)),
        raw.SQLITE_FLOAT => SqliteCells.Real(raw.sqlite3_column_double(handle, column)),
        raw.SQLITE_TEXT => CellValue.FromText(Text(column)),
        raw.SQLITE_BLOB => CellValue.FromBinary(raw.sqlite3_column_blob(handle, column).ToArray()),
        _ => CellValue.Null,
    };

    public void Dispose() => handle.Dispose();

    // sqlite3_column_text converts a UTF-16 database's text in place; only then do the bytes below hold UTF-8. Length by bytes: text may contain NUL.
    private ReadOnlySpan<byte> TextBytes(int column)
    {
        if (!database.IsUtf8) raw.sqlite3_column_text(handle, column);
        return raw.sqlite3_column_blob(handle, column);
    }

    private void BindText(int index, string value)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(value.Length));
        try
        {
            var length = Encoding.UTF8.GetBytes(value, buffer);
            Check(raw.sqlite3_bind_text(handle, index, buffer.AsSpan(0, length)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK) throw database.Error();
    }
}
