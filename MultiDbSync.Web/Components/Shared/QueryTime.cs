namespace MultiDbSync.Web.Components.Shared;

/// <summary>Times in a page's address. Blazor reads no <see cref="DateTimeOffset"/> from there; a time with an offset arrives as this machine's own.</summary>
internal static class QueryTime
{
    /// <summary>The moment that was meant; a time without an offset is UTC.</summary>
    public static DateTimeOffset? Utc(DateTime? at) =>
        at is { } time ? new DateTimeOffset(time.Kind == DateTimeKind.Unspecified ? DateTime.SpecifyKind(time, DateTimeKind.Utc) : time.ToUniversalTime()) : null;
}
