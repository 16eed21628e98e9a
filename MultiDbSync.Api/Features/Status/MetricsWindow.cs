namespace MultiDbSync.Api.Features.Status;

/// <summary>How far back charts reach, and how fine: a few hundred points whatever the window.</summary>
internal sealed record MetricsWindow(int Minutes, int BucketSeconds)
{
    public const int DefaultMinutes = 60;
    public const int MostMinutes = 30 * 24 * 60;

    /// <summary>The window, or null when it is too short or too long.</summary>
    /// <param name="ofPart">Of a sync set or database: their figures come every ten seconds, so buckets are multiples of that.</param>
    public static MetricsWindow? Of(int minutes, bool ofPart = false) => minutes switch
    {
        < 1 or > MostMinutes => null,
        <= 5 => new(minutes, ofPart ? 10 : 1),
        <= 60 => new(minutes, ofPart ? 20 : 15),
        <= 360 => new(minutes, 60),
        <= 1440 => new(minutes, 300),
        <= 7 * 1440 => new(minutes, 3600),
        _ => new(minutes, 4 * 3600),
    };
}
