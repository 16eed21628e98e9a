using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using MultiDbSync.Connectors.PostgreSql.Logical;
using MultiDbSync.Engine.Connectors;

namespace MultiDbSync.Connectors.PostgreSql;

/// <summary>Registration of the PostgreSQL connector.</summary>
public static class PostgreSqlServiceCollectionExtensions
{
    /// <summary>Adds the makes <c>postgresql</c> and <c>postgresql-logical</c>. Settings: <see cref="PostgreSqlConnectorOptions"/>.</summary>
    public static IServiceCollection AddPostgreSqlConnector(this IServiceCollection services, Action<PostgreSqlConnectorOptions>? configure = null)
    {
        var options = services.AddOptions<PostgreSqlConnectorOptions>()
            .Validate(o => o.RowLockTimeout >= TimeSpan.FromMilliseconds(1), Positive(nameof(PostgreSqlConnectorOptions.RowLockTimeout)))
            .Validate(o => o.DdlLockTimeout >= TimeSpan.FromMilliseconds(1), Positive(nameof(PostgreSqlConnectorOptions.DdlLockTimeout)))
            .Validate(o => o.DdlAttempts > 0, Positive(nameof(PostgreSqlConnectorOptions.DdlAttempts)))
            .Validate(o => o.PollInterval > TimeSpan.Zero, Positive(nameof(PostgreSqlConnectorOptions.PollInterval)))
            .Validate(o => o.QuietTime > TimeSpan.Zero, Positive(nameof(PostgreSqlConnectorOptions.QuietTime)));
        if (configure is not null) options.Configure(configure);
        return services.AddSingleton<IConnectorFactory, PostgreSqlConnectorFactory>()
            .AddSingleton<IConnectorFactory>(s => new PostgreSqlLogicalConnectorFactory(s.GetRequiredService<IOptions<PostgreSqlConnectorOptions>>()));
    }

    private static string Positive(string setting) => $"{PostgreSqlConnectorOptions.SectionName}:{setting} must be positive.";
}
