using MultiDbSync.Tests.EndToEnd.Cases;

namespace MultiDbSync.Tests.EndToEnd.Servers;

/// <summary>On SQLite, PostgreSQL and MySQL or MariaDB.</summary>
[Collection(EndToEndCollection.Name)]
public sealed class ServerWorkerDownTests(ServerClusterFixture fixture) : WorkerDownCases(fixture);
