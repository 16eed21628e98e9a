namespace MultiDbSync.Api.Features.Suggestions;

/// <summary>A language model that may be asked for suggestions. Off unless an endpoint is given, and then for the tables that are named, only.</summary>
internal sealed class SuggestionOptions
{
    /// <summary>Configuration section.</summary>
    public const string SectionName = "Suggestions";

    /// <summary>Address of an OpenAI-compatible service, for instance <c>http://localhost:11434/v1</c>. Empty: no model is asked.</summary>
    public string? Endpoint { get; set; }

    /// <summary>The model's name there.</summary>
    public string? Model { get; set; }

    /// <summary>The service's key, where it needs one.</summary>
    public string? ApiKey { get; set; }

    /// <summary>Tables whose rows may be sent there: <c>set/table</c>, or <c>set/*</c>, separated by commas. Empty: none.</summary>
    public string? Tables { get; set; }

    /// <summary>How long an answer may take. Default 30 s.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether a row of the table may leave.</summary>
    public bool Allows(string syncSet, string table) =>
        !string.IsNullOrWhiteSpace(Endpoint)
        && (Tables ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Any(t => t == $"{syncSet}/{table}" || t == $"{syncSet}/*");
}
