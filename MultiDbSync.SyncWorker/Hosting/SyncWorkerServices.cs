using MultiDbSync.Connectors.MySql;
using MultiDbSync.Connectors.PostgreSql;
using MultiDbSync.Connectors.Sqlite;
using MultiDbSync.Engine.Runtime;
using MultiDbSync.SyncWorker.Mail;
using MultiDbSync.SyncWorker.Sample;
using MultiDbSync.SyncWorker.Workers;

namespace MultiDbSync.SyncWorker.Hosting;

internal static class SyncWorkerServices
{
    public static void AddSyncWorker(this IHostApplicationBuilder builder)
    {
        builder.Services.AddHubStore(builder.Configuration);
        builder.Services.AddSqliteConnector(o => builder.Configuration.GetSection(SqliteConnectorOptions.SectionName).Bind(o));
        builder.Services.AddMySqlConnector(o => builder.Configuration.GetSection(MySqlConnectorOptions.SectionName).Bind(o));
        builder.Services.AddPostgreSqlConnector(o => builder.Configuration.GetSection(PostgreSqlConnectorOptions.SectionName).Bind(o));
        builder.Services.AddSingleton<RedisEventSink>();
        builder.Services.AddSingleton<IEventSink>(s => s.GetRequiredService<RedisEventSink>());
        builder.Services.AddHostedService(s => s.GetRequiredService<RedisEventSink>());
        builder.AddSample();
        builder.Services.AddSyncEngine(o => builder.Configuration.GetSection(SyncOptions.SectionName).Bind(o));
        builder.Services.AddHostedService<RedisBridge>();
        builder.AddMail();
    }
}
