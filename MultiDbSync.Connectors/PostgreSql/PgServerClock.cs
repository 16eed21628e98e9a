using MultiDbSync.Connectors.Relational;

namespace MultiDbSync.Connectors.PostgreSql;

/// <summary>The server's clock.</summary>
internal static class PgServerClock
{
    public static Task<DateTimeOffset> ReadAsync(RelationalSession session, CancellationToken cancellationToken) => session.UseAsync(
        async connection =>
        {
            await using var command = connection.CreateCommand();
            command.CommandText = "SELECT pg_catalog.clock_timestamp()";
            return new DateTimeOffset((DateTime)(await command.ExecuteScalarAsync(cancellationToken))!);
        },
        cancellationToken);
}
