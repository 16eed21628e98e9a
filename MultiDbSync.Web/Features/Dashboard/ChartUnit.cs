namespace MultiDbSync.Web.Features.Dashboard;

/// <summary>How a chart's values are written.</summary>
public enum ChartUnit
{
    /// <summary>A number of things.</summary>
    Count,

    /// <summary>A number per second.</summary>
    Rate,

    /// <summary>Seconds.</summary>
    Seconds,
}
