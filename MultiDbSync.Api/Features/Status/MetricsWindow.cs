namespace MultiDbSync.Api.Features.Status;

/// <summary>How far back charts reach, and how fine: a few hundred points whatever the window.</summary>
internal sealed record MetricsWindow(int Minutes, int BucketSeconds)
{
    public const int DefaultMinutes = 60;
    public const int MostMinutes = 7 * 24 * 60;

    /// <summary>The window, or null when it is too short or too long.</summary>
    public static MetricsWindow? Of(int minutes) => minutes switch
    {
        < 1 or > MostMinutes => null,
        <= 5 => new(minutes, 1),
        <= 60 => new(minutes, 15),
        <= 360 => new(minutes, 60),
        <= 1440 => new(minutes, 300),
        _ => new(minutes, 1800),
    };
}
