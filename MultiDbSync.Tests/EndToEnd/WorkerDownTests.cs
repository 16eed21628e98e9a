using MultiDbSync.Tests.EndToEnd.Cases;

namespace MultiDbSync.Tests.EndToEnd;

/// <summary>On SQLite files.</summary>
[Collection(EndToEndCollection.Name)]
public sealed class WorkerDownTests(ClusterFixture fixture) : WorkerDownCases(fixture);
