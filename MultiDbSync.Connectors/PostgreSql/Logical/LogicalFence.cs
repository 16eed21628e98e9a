using MultiDbSync.Connectors.Relational;

namespace MultiDbSync.Connectors.PostgreSql.Logical;

/// <summary>A mark in the server's log: whatever was committed before it has come through the stream once the mark has.</summary>
internal static class LogicalFence
{
    /// <summary>
    /// To be sent before COMMIT. Only what is on disk is streamed: a transaction with a number of its own is flushed when it commits, and all before it. No
    /// standby has to have it for that.
    /// </summary>
    public static IReadOnlyList<RelationalCommand> Write(string fence) =>
    [
        new("SET LOCAL synchronous_commit = 'local'"),
        RelationalCommand.Call($"SELECT pg_logical_emit_message(false, '{LogicalAssembly.FencePrefix}', $1)", PgParameters.Text(fence)),
        RelationalCommand.Call("SELECT txid_current()"),
    ];
}
