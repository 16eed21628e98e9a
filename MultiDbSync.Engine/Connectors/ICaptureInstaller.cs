namespace MultiDbSync.Engine.Connectors;

/// <summary>Installs, checks and removes what we put into a database: three tables and the triggers of each synchronised table.</summary>
public interface ICaptureInstaller
{
    /// <summary>Makes the node as described; safe to repeat; keeps entries and state that are there. Tables that left the installation lose their triggers.</summary>
    /// <exception cref="ConnectorException">A table has no usable key or is missing, or the node belongs to another hub: nothing was changed.</exception>
    Task InstallAsync(CaptureInstallation installation, CancellationToken cancellationToken);

    /// <summary>Compares what is there with what should be there.</summary>
    Task<CaptureCheck> CheckAsync(CaptureInstallation installation, CancellationToken cancellationToken);

    /// <summary>Removes every trigger and table of ours; safe to repeat.</summary>
    Task UninstallAsync(CancellationToken cancellationToken);
}
