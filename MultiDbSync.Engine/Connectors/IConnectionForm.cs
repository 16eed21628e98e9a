using MultiDbSync.Contracts.Databases;

namespace MultiDbSync.Engine.Connectors;

/// <summary>How a person names a database of one make.</summary>
public interface IConnectionForm
{
    /// <summary>The make's name as people know it.</summary>
    string Title { get; }

    /// <summary>What it is and which versions, in one sentence.</summary>
    string Summary { get; }

    /// <summary>A connection string without values that matter.</summary>
    string Example { get; }

    /// <summary>What is asked for, in order.</summary>
    IReadOnlyList<ConnectionField> Fields { get; }

    /// <summary>The connection string for the fields' values, which are complete and have no names but those of <see cref="Fields"/>.</summary>
    /// <exception cref="ConnectionFieldException">A value can't be used.</exception>
    string Compose(IReadOnlyDictionary<string, string> values);

    /// <summary>The host and port that a connection string leads to; null when that is not one host on a network, or can't be understood.</summary>
    NetworkEndpoint? EndpointOf(string connectionString);

    /// <summary>The file that a connection string opens; null for databases on servers, or where it can't be understood.</summary>
    string? FileOf(string connectionString) => null;

    /// <summary>Other files that the driver reads because the connection string says so, such as certificates and files of passwords.</summary>
    IReadOnlyList<string> FilesOf(string connectionString) => [];
}
