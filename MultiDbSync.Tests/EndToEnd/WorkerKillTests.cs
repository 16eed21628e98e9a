using MultiDbSync.Tests.EndToEnd.Cases;

namespace MultiDbSync.Tests.EndToEnd;

/// <summary>On SQLite files.</summary>
[Collection(EndToEndCollection.Name)]
public sealed class WorkerKillTests(ClusterFixture fixture) : WorkerKillCases(fixture);
