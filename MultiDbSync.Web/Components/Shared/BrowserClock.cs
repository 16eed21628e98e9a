using System.Globalization;
using Microsoft.JSInterop;

namespace MultiDbSync.Web.Components.Shared;

/// <summary>The browser's time zone, so that times can be written for the person who reads them.</summary>
internal sealed class BrowserClock(IJSRuntime js, TimeProvider clock)
{
    public TimeZoneInfo Zone { get; private set; } = TimeZoneInfo.Utc;

    public async Task ReadAsync()
    {
        var id = await js.InvokeAsync<string?>("mdsTimeZone");
        if (id is not null && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone))
            Zone = zone;
    }

    /// <summary>Time of day for today, with the date otherwise.</summary>
    public string Local(DateTimeOffset at)
    {
        var local = TimeZoneInfo.ConvertTime(at, Zone);
        var today = TimeZoneInfo.ConvertTime(clock.GetUtcNow(), Zone);
        var format = local.Date == today.Date ? "HH:mm:ss" : local.Year == today.Year ? "d MMM, HH:mm" : "d MMM yyyy, HH:mm";
        return local.ToString(format, CultureInfo.InvariantCulture);
    }

    public static string Utc(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
