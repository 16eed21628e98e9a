using MultiDbSync.Engine.Changes;
using Npgsql;

namespace MultiDbSync.Tests.Simulation;

/// <summary>A transaction of an application that has not ended yet, and what it has written.</summary>
internal sealed record PostgresOpenTransaction(NpgsqlConnection Connection, List<(string Table, RowImage? Before, RowImage? After)> Writes);
