using System.Data.Common;

namespace MultiDbSync.Connectors.PostgreSql;

/// <summary>An index as <see cref="PgCatalogSql.Indexes"/> returns it.</summary>
internal sealed record PgCatalogIndex(long Table, string Name, bool IsPrimary, bool IsUnique, IReadOnlyList<string> Columns)
{
    public static PgCatalogIndex Read(DbDataReader row) => new(row.GetInt64(0), row.GetString(1), row.GetBoolean(2), row.GetBoolean(3), row.GetFieldValue<string[]>(4));
}
