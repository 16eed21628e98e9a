using MultiDbSync.Engine.Connectors;

namespace MultiDbSync.Engine.Runtime;

/// <summary>A database's clock against ours.</summary>
/// <param name="Offset">Its clock minus ours.</param>
/// <param name="Error">How far off that may be.</param>
public sealed record ClockMeasurement(TimeSpan Offset, TimeSpan Error)
{
    private const int Samples = 3;

    /// <summary>Asks a few times; the answer that came quickest counts, its error is the smallest.</summary>
    /// <exception cref="ConnectorException">The database does not answer.</exception>
    public static async Task<ClockMeasurement> TakeAsync(INodeConnector connector, TimeProvider clock, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(connector);
        ArgumentNullException.ThrowIfNull(clock);
        var quickest = new ClockMeasurement(TimeSpan.Zero, TimeSpan.MaxValue);
        for (var i = 0; i < Samples; i++)
        {
            var (asked, start) = (clock.GetUtcNow(), clock.GetTimestamp());
            var answer = await connector.ReadClockAsync(cancellationToken);
            if (Of(asked, clock.GetElapsedTime(start), answer) is var measured && measured.Error < quickest.Error) quickest = measured;
        }

        return quickest;
    }

    /// <summary>The node read its clock some time between question and answer.</summary>
    public static ClockMeasurement Of(DateTimeOffset asked, TimeSpan took, DateTimeOffset answer) => new(answer - (asked + (took / 2)), took / 2);
}
