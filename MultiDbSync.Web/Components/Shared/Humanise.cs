using System.Globalization;

namespace MultiDbSync.Web.Components.Shared;

/// <summary>Numbers as people read them.</summary>
public static class Humanise
{
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    /// <summary>A count with thousands separators.</summary>
    public static string Count(long count) => count.ToString("N0", Culture);

    /// <summary>A count and its noun, in singular or plural.</summary>
    public static string Count(long count, string noun) => $"{Count(count)} {noun}{(count == 1 ? "" : "s")}";

    /// <summary>A lag in seconds, from "none" to days.</summary>
    public static string Lag(double seconds) => seconds switch
    {
        <= 0 => "none",
        < 1 => string.Create(Culture, $"{Math.Max(1, Math.Round(seconds * 1000)):0} ms"),
        < 10 => string.Create(Culture, $"{seconds:0.0} s"),
        _ => Duration(TimeSpan.FromSeconds(seconds)),
    };

    /// <summary>A database's clock against the hub's. Below a second it is said to agree: measuring is no more exact over a network.</summary>
    public static string Clock(long offsetMs) =>
        Math.Abs(offsetMs) < 1000 ? "agrees" : $"{Duration(TimeSpan.FromMilliseconds(Math.Abs(offsetMs)))} {(offsetMs > 0 ? "ahead" : "behind")}";

    /// <summary>A duration in its two largest units.</summary>
    public static string Duration(TimeSpan span) => span switch
    {
        { TotalSeconds: < 1 } => string.Create(Culture, $"{span.TotalMilliseconds:0} ms"),
        { TotalMinutes: < 1 } => string.Create(Culture, $"{span.TotalSeconds:0} s"),
        { TotalHours: < 1 } => string.Create(Culture, $"{span.Minutes} min {span.Seconds} s"),
        { TotalDays: < 1 } => string.Create(Culture, $"{span.Hours} h {span.Minutes} min"),
        _ => string.Create(Culture, $"{span.Days} d {span.Hours} h"),
    };
}
