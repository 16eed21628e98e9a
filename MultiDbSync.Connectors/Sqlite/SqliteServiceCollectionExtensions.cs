using Microsoft.Extensions.DependencyInjection;
using MultiDbSync.Engine.Connectors;

namespace MultiDbSync.Connectors.Sqlite;

/// <summary>Registration of the SQLite connector.</summary>
public static class SqliteServiceCollectionExtensions
{
    /// <summary>Adds the make <c>sqlite</c>. Settings: <see cref="SqliteConnectorOptions"/>.</summary>
    public static IServiceCollection AddSqliteConnector(this IServiceCollection services, Action<SqliteConnectorOptions>? configure = null)
    {
        var options = services.AddOptions<SqliteConnectorOptions>()
            .Validate(o => o.BusyTimeout > TimeSpan.Zero, $"{SqliteConnectorOptions.SectionName}:{nameof(SqliteConnectorOptions.BusyTimeout)} must be positive.")
            .Validate(o => o.PollInterval > TimeSpan.Zero, $"{SqliteConnectorOptions.SectionName}:{nameof(SqliteConnectorOptions.PollInterval)} must be positive.");
        if (configure is not null) options.Configure(configure);
        return services.AddSingleton<IConnectorFactory, SqliteConnectorFactory>();
    }
}
