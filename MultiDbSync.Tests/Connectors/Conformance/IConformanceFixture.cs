using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Connectors;

namespace MultiDbSync.Tests.Connectors.Conformance;

/// <summary>A fresh database of one make with the tables of <see cref="ConformanceSchema"/>, and a connector to it.</summary>
public interface IConformanceFixture : IAsyncDisposable
{
    /// <summary>The make that it stands for.</summary>
    static abstract Type FactoryType { get; }

    /// <summary>
    /// Names of <see cref="EdgeValues"/> that no type of the make can hold: the database refuses them from an application, and the applier must refuse the row
    /// by its column's name. Everything else must go through exactly.
    /// </summary>
    IReadOnlySet<string> CannotHold { get; }

    INodeConnector Node { get; }

    /// <summary>A second connector to the same database: another worker, or this one after a restart.</summary>
    INodeConnector Connect();

    IApplicationTransaction Begin();

    Task InitializeAsync();

    /// <summary>A row of the table <c>edges</c> with all its columns: the value in the one whose type is made for it, NULL in the others.</summary>
    RowImage Edge(long id, CellValue value);

    /// <summary>Runs statements of a person on our tables; false where the make keeps none.</summary>
    bool Tamper(string sql);

    /// <summary>Names of everything in the database: what is left after removal must be what was there before.</summary>
    IReadOnlyList<string> Objects();
}
