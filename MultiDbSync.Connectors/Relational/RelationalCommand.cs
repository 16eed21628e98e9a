using System.Data.Common;

namespace MultiDbSync.Connectors.Relational;

/// <summary>One statement of a round trip.</summary>
/// <param name="Expected">Rows that it has to change; anything else is a failure of the step. Null: any number.</param>
/// <param name="OnRow">Set for a statement that returns rows.</param>
internal sealed record RelationalCommand(string Sql, IReadOnlyList<DbParameter> Parameters, int? Expected = null, Action<DbDataReader>? OnRow = null)
{
    public RelationalCommand(string sql)
        : this(sql, [])
    {
    }

    /// <summary>A statement whose rows are of no interest.</summary>
    public static RelationalCommand Call(string sql, params IReadOnlyList<DbParameter> parameters) => new(sql, parameters, null, static _ => { });

    /// <summary>About how many bytes are sent.</summary>
    public long Size => Sql.Length + Parameters.Sum(p => p.Value switch { string text => text.Length, byte[] bytes => bytes.Length, _ => 20L });
}
