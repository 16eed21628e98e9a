namespace MultiDbSync.Tests.EndToEnd.Telemetry;

/// <summary>A span as it came over the wire, with ids in hex.</summary>
/// <param name="ParentId">Empty at the root of a trace.</param>
internal sealed record Span(string TraceId, string Id, string ParentId, string Name);
