using MultiDbSync.Engine.Connectors;

namespace MultiDbSync.Tests.Connectors.Conformance;

/// <summary>A fresh database of one make with the tables of <see cref="ConformanceSchema"/>, and a connector to it.</summary>
public interface IConformanceFixture : IAsyncDisposable
{
    /// <summary>The make that it stands for.</summary>
    static abstract Type FactoryType { get; }

    INodeConnector Node { get; }

    /// <summary>A second connector to the same database: another worker, or this one after a restart.</summary>
    INodeConnector Connect();

    IApplicationTransaction Begin();

    Task InitializeAsync();

    /// <summary>Names of everything in the database: what is left after removal must be what was there before.</summary>
    IReadOnlyList<string> Objects();
}
