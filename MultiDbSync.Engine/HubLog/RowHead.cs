using MultiDbSync.Engine.Changes;

namespace MultiDbSync.Engine.HubLog;

/// <summary>The last accepted state of a recently changed row.</summary>
/// <param name="Before">What the head replaced.</param>
/// <param name="After">What the row holds; null: deleted.</param>
internal sealed record RowHead(long Position, RowKey Key, RowImage? Before, RowImage? After, Origin Origin, DateTimeOffset At);
