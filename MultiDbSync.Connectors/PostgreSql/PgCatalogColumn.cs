using System.Data.Common;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.PostgreSql;

/// <summary>A column as <see cref="PgCatalogSql.Columns"/> returns it.</summary>
internal sealed record PgCatalogColumn(long Table, ColumnSchema Column)
{
    public static PgCatalogColumn Read(DbDataReader row)
    {
        var declared = row.GetString(2);
        var modifier = row.GetInt32(7);
        var type = PgTypes.Of(row.GetString(3), row.GetString(4), row.GetString(5), row.GetBoolean(14));
        var (length, precision, scale) = PgTypes.Limits(row.GetString(3), modifier);
        var equality = PgTypes.EqualityOf(row.GetString(3));
        return new PgCatalogColumn(row.GetInt64(0), new ColumnSchema(row.GetString(1), declared, type, !row.GetBoolean(8), row.GetBoolean(9), equality)
        {
            Length = length,
            Precision = precision,
            Scale = scale,
            IsIdentity = row.GetBoolean(10),
            Default = row.IsDBNull(11) || row.GetBoolean(9) ? null : row.GetString(11),
            Labels = row.IsDBNull(13) ? null : row.GetFieldValue<string[]>(13),
        });
    }
}
