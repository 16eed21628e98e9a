using MultiDbSync.Engine.Connectors;

namespace MultiDbSync.Engine.Routing;

internal sealed class RoutedInstaller(ICaptureInstaller inner, RouteMaps maps) : ICaptureInstaller
{
    public Task InstallAsync(CaptureInstallation installation, CancellationToken cancellationToken) => inner.InstallAsync(ToNative(installation), cancellationToken);

    public async Task<CaptureCheck> CheckAsync(CaptureInstallation installation, CancellationToken cancellationToken)
    {
        var check = await inner.CheckAsync(ToNative(installation), cancellationToken);
        return check with { DamagedTables = [.. check.DamagedTables.Select(t => ToAgreed(installation, t))] };
    }

    public Task UninstallAsync(CancellationToken cancellationToken) => inner.UninstallAsync(cancellationToken);

    private CaptureInstallation ToNative(CaptureInstallation installation) =>
        installation with { Sets = [.. installation.Sets.Select(s => s with { Tables = [.. s.Tables.Select(t => maps.Native(s.SyncSet, t))] })] };

    private string ToAgreed(CaptureInstallation installation, string native) =>
        installation.Sets.Select(s => maps.OfNative(s.SyncSet, native)?.Agreed.Name).FirstOrDefault(n => n is not null) ?? native;
}
