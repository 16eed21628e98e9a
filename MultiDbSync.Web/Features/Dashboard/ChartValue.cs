using System.Globalization;
using MultiDbSync.Web.Components.Shared;

namespace MultiDbSync.Web.Features.Dashboard;

/// <summary>A chart's values in words, for its table twin.</summary>
public static class ChartValue
{
    /// <summary>A value of that unit.</summary>
    public static string Text(ChartUnit unit, double value) => unit switch
    {
        ChartUnit.Seconds => Humanise.Lag(value),
        ChartUnit.Rate => value.ToString("0.#", CultureInfo.InvariantCulture),
        _ => Humanise.Count((long)value),
    };

    /// <summary>The same for a file: a plain number.</summary>
    public static string Plain(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);
}
