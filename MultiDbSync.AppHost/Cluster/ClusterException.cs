namespace MultiDbSync.AppHost.Cluster;

/// <summary>The cluster cannot start or go on; the message is for the person at the terminal.</summary>
internal sealed class ClusterException(string message) : Exception(message);
