using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Engine.Connectors;

/// <summary>Writes tables: makes those that a database lacks, and proposes what brings one that has drifted back.</summary>
public interface ISchemaWriter
{
    /// <summary>The tables as this make would hold them: its own types, names and limits. What <see cref="Create"/> makes reads back as this.</summary>
    /// <param name="tables">Of any make.</param>
    IReadOnlyList<TableSchema> Map(IReadOnlyList<TableSchema> tables);

    /// <summary>Statements that make tables, parents first; foreign keys and plain indexes come last where the make can add them afterwards.</summary>
    /// <param name="tables">Of any make.</param>
    SchemaScript Create(IReadOnlyList<TableSchema> tables);

    /// <summary>Statements that turn a table that has drifted into the wanted one; for a person to read and run.</summary>
    SchemaScript Alter(TableSchema wanted, TableSchema found);

    /// <summary>Runs statements in order, with a short lock timeout.</summary>
    /// <exception cref="ConnectorException">A statement was refused; the message says which.</exception>
    Task ExecuteAsync(IReadOnlyList<string> statements, CancellationToken cancellationToken);
}
