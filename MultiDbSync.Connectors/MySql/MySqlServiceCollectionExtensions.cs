using Microsoft.Extensions.DependencyInjection;
using MultiDbSync.Engine.Connectors;

namespace MultiDbSync.Connectors.MySql;

/// <summary>Registration of the MySQL and MariaDB connector.</summary>
public static class MySqlServiceCollectionExtensions
{
    /// <summary>Adds the make <c>mysql</c>. Settings: <see cref="MySqlConnectorOptions"/>.</summary>
    public static IServiceCollection AddMySqlConnector(this IServiceCollection services, Action<MySqlConnectorOptions>? configure = null)
    {
        var options = services.AddOptions<MySqlConnectorOptions>()
            .Validate(o => o.RowLockTimeout >= TimeSpan.FromSeconds(1), Message(nameof(MySqlConnectorOptions.RowLockTimeout), "at least one second"))
            .Validate(o => o.SchemaLockTimeout >= TimeSpan.FromSeconds(1), Message(nameof(MySqlConnectorOptions.SchemaLockTimeout), "at least one second"))
            .Validate(o => o.SchemaLockAttempts > 0, Message(nameof(MySqlConnectorOptions.SchemaLockAttempts), "positive"))
            .Validate(o => o.BusyPoll > TimeSpan.Zero, Message(nameof(MySqlConnectorOptions.BusyPoll), "positive"))
            .Validate(o => o.IdlePoll >= o.BusyPoll, Message(nameof(MySqlConnectorOptions.IdlePoll), "no less than BusyPoll"))
            .Validate(o => o.BusyFor >= TimeSpan.Zero, Message(nameof(MySqlConnectorOptions.BusyFor), "zero or more"))
            .Validate(o => o.CommandTimeout >= TimeSpan.FromSeconds(1), Message(nameof(MySqlConnectorOptions.CommandTimeout), "at least one second"));
        if (configure is not null) options.Configure(configure);
        return services.AddSingleton<IConnectorFactory, MySqlConnectorFactory>();
    }

    private static string Message(string setting, string must) => $"{MySqlConnectorOptions.SectionName}:{setting} must be {must}.";
}
