namespace MultiDbSync.Api.Identity;

/// <summary>The service key that acts as an operator.</summary>
public sealed class OperatorKeyOptions
{
    /// <summary>Configuration section.</summary>
    public const string SectionName = "Operator";

    /// <summary>Random text that only services know; none: the header is never accepted.</summary>
    public string? Key { get; set; }
}
