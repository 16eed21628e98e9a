using NpgsqlTypes;

namespace MultiDbSync.Connectors.PostgreSql.Logical;

/// <summary>Up to where the hub has everything that the stream brought.</summary>
internal sealed class LogicalProgress
{
    private ulong _passed;

    public NpgsqlLogSequenceNumber Passed => new(Volatile.Read(ref _passed));

    public void Reach(NpgsqlLogSequenceNumber place)
    {
        if ((ulong)place > Volatile.Read(ref _passed)) Volatile.Write(ref _passed, (ulong)place);
    }
}
