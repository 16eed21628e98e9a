namespace MultiDbSync.Api.Identity;

/// <summary>How the first administrator comes to be.</summary>
public sealed class SetupOptions
{
    /// <summary>Configuration section.</summary>
    public const string SectionName = "Setup";

    /// <summary>One-time token of the link that the start printed; none: there is no such link.</summary>
    public string? Token { get; set; }
}
