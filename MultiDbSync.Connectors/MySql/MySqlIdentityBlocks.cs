using System.Globalization;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.MySql;

/// <summary>
/// AUTO_INCREMENT. InnoDB always goes on above the highest number in the table, whoever gave it, and never back
/// (https://dev.mysql.com/doc/refman/8.0/en/innodb-auto-increment-handling.html).
/// </summary>
internal sealed class MySqlIdentityBlocks(MySqlSession session, MySqlLocation location) : IIdentityBlocks
{
    private const string Next = "SELECT AUTO_INCREMENT FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = @table";

    public Task<IdentityState?> ReadAsync(TableSchema table, CancellationToken cancellationToken) => session.UseAsync(
        async connection =>
        {
            if (table.Columns.FirstOrDefault(c => c.IsIdentity) is not { } column) return null;

            // MySQL else answers with what it knew up to a day ago.
            if (!location.ServerOf(connection).IsMariaDb) await connection.ExecuteAsync("SET SESSION information_schema_stats_expiry = 0", cancellationToken);
            await using var command = connection.CreateCommand();
            command.CommandText = Next;
            command.Parameters.AddWithValue("@table", TableName.Parse(table.Name).Name);
            if (await command.ExecuteScalarAsync(cancellationToken) is not { } next || next is DBNull) return null;
            await using var query = connection.CreateCommand();
            query.CommandText = $"SELECT MAX({MySqlIdentifier.Quote(column.Name)}) FROM {MySqlIdentifier.Table(table.Name)}";
            var highest = await query.ExecuteScalarAsync(cancellationToken);
            return new IdentityState(column.Name, Number(next), highest is null or DBNull ? null : Number(highest), Largest(column));
        },
        cancellationToken);

    public Task MoveAsync(TableSchema table, long next, CancellationToken cancellationToken) => session.UseAsync(
        async connection =>
        {
            await connection.ExecuteAsync(string.Create(CultureInfo.InvariantCulture, $"ALTER TABLE {MySqlIdentifier.Table(table.Name)} AUTO_INCREMENT = {next}"), cancellationToken);
            return true;
        },
        cancellationToken);

    // An unsigned counter may stand above what we count with.
    private static long Number(object value) => (long)Math.Min(Convert.ToDecimal(value, CultureInfo.InvariantCulture), long.MaxValue);

    private static long Largest(ColumnSchema column)
    {
        var type = MySqlColumnType.Parse(column.DeclaredType);
        return (type.Base, type.IsUnsigned) switch
        {
            ("tinyint", false) => sbyte.MaxValue,
            ("tinyint", true) => byte.MaxValue,
            ("smallint", false) => short.MaxValue,
            ("smallint", true) => ushort.MaxValue,
            ("mediumint", false) => 8_388_607,
            ("mediumint", true) => 16_777_215,
            ("int", false) => int.MaxValue,
            ("int", true) => uint.MaxValue,
            _ => long.MaxValue,
        };
    }
}
