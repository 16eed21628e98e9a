using MultiDbSync.Contracts.Runs;
using MultiDbSync.Web.Components.Shared;

namespace MultiDbSync.Web.Features.Runs;

/// <summary>How far a first load is, in words.</summary>
public static class LoadText
{
    /// <summary>The whole load.</summary>
    public static string Of(LoadProgress load)
    {
        ArgumentNullException.ThrowIfNull(load);
        return $"{load.Source ?? "-"} to {load.Database}: " + Of(load.Copied, load.Estimated, load.RowsPerSecond, load.PausedBy is null ? load.SecondsLeft : null);
    }

    /// <summary>One table; while the load is paused no time is left to tell.</summary>
    public static string Of(LoadTableProgress table, bool paused)
    {
        ArgumentNullException.ThrowIfNull(table);
        return table.Done
            ? $"{Humanise.Count(table.Copied, "row")} copied"
            : table.Copied == 0 ? $"about {Humanise.Count(table.Estimated, "row")} to copy" : Of(table.Copied, table.Estimated, table.RowsPerSecond, paused ? null : table.SecondsLeft);
    }

    /// <summary>Percent of a table; one that is not done stays below 100 though more rows were found than thought.</summary>
    public static int Percent(LoadTableProgress table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return table.Done ? 100 : (int)Math.Min(99, table.Estimated == 0 ? 0 : 100 * table.Copied / table.Estimated);
    }

    private static string Of(long copied, long estimated, double rate, double? secondsLeft)
    {
        var text = $"{Humanise.Count(copied)} of {Humanise.Count(estimated, "row")}";
        if (rate <= 0)
            return text;
        text += $", {Humanise.Count((long)rate)} rows/s";
        return secondsLeft is { } left and > 0 ? $"{text}, {Humanise.Duration(TimeSpan.FromSeconds(left))} left" : text;
    }
}
