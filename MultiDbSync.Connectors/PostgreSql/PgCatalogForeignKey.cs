using System.Data.Common;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.PostgreSql;

/// <summary>A foreign key as <see cref="PgCatalogSql.ForeignKeys"/> returns it.</summary>
internal sealed record PgCatalogForeignKey(
    long Table, string Name, long Parent, ReferentialAction OnDelete, ReferentialAction OnUpdate, bool Deferrable, IReadOnlyList<string> Columns, IReadOnlyList<string> ParentColumns)
{
    public static PgCatalogForeignKey Read(DbDataReader row) => new(
        row.GetInt64(0), row.GetString(1), row.GetInt64(2), Action(row.GetString(3)), Action(row.GetString(4)), row.GetBoolean(5),
        row.GetFieldValue<string[]>(6), row.GetFieldValue<string[]>(7));

    private static ReferentialAction Action(string code) => code switch
    {
        "c" => ReferentialAction.Cascade,
        "n" => ReferentialAction.SetNull,
        "d" => ReferentialAction.SetDefault,
        _ => ReferentialAction.NoAction,
    };
}
