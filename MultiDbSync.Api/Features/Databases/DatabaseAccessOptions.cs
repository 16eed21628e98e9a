namespace MultiDbSync.Api.Features.Databases;

/// <summary>Configuration section <c>Databases</c>: where databases may be. An empty list does not narrow.</summary>
internal sealed class DatabaseAccessOptions
{
    public const string Section = "Databases";

    /// <summary>Names of hosts, <c>*.example.org</c> for all below a name, addresses, or networks as <c>10.1.0.0/16</c>.</summary>
    public IList<string> AllowedHosts { get; } = [];

    /// <summary>Folders that database files may be in, at any depth.</summary>
    public IList<string> AllowedFolders { get; } = [];
}
