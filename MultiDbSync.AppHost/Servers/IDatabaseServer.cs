namespace MultiDbSync.AppHost.Servers;

/// <summary>A database server that the cluster runs for the sample.</summary>
internal interface IDatabaseServer
{
    /// <summary>The resource's name.</summary>
    string Name { get; }

    /// <summary>Where it listens, for people.</summary>
    string Address { get; }

    /// <summary>The sample's database, as the account that owns it; with its password.</summary>
    string Connection { get; }

    /// <summary>Makes its data folder at the first start.</summary>
    /// <exception cref="Cluster.ClusterException">That failed; the message is for the person at the terminal.</exception>
    Task<ServerCommand> PrepareAsync(CancellationToken cancellationToken);

    /// <summary>Whether the sample's database answers.</summary>
    Task<bool> IsReadyAsync(CancellationToken cancellationToken);
}
