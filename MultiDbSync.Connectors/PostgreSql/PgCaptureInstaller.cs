using MultiDbSync.Connectors.Relational;
using MultiDbSync.Engine.Connectors;

namespace MultiDbSync.Connectors.PostgreSql;

/// <summary>Puts our schema, functions and triggers into a database and takes them out again, each in one transaction.</summary>
internal sealed class PgCaptureInstaller(RelationalSession session, PgPatience patience, string node) : ICaptureInstaller
{
    public Task InstallAsync(CaptureInstallation installation, CancellationToken cancellationToken) =>
        patience.RunAsync((connection, stop) => new PgInstallation(connection, node).InstallAsync(installation, stop), cancellationToken);

    public Task UninstallAsync(CancellationToken cancellationToken) => patience.RunAsync(
        async (connection, stop) =>
        {
            var there = false;
            await RelationalRoundTrip.SendAsync(connection, [new($"SELECT 1 FROM pg_namespace WHERE nspname = '{PgLogTables.Schema}'", [], null, _ => there = true)], stop);
            if (there) await RelationalRoundTrip.SendAsync(connection, [new(PgLogTables.Drop)], stop);
        },
        cancellationToken);

    public Task<CaptureCheck> CheckAsync(CaptureInstallation installation, CancellationToken cancellationToken) =>
        session.UseAsync(connection => new PgInstallation(connection, node).CheckAsync(installation, cancellationToken), cancellationToken);
}
