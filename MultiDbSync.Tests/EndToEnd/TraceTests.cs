using MultiDbSync.Tests.EndToEnd.Cases;

namespace MultiDbSync.Tests.EndToEnd;

/// <summary>On SQLite files.</summary>
[Collection(EndToEndCollection.Name)]
public sealed class TraceTests(ClusterFixture fixture) : TraceCases(fixture);
