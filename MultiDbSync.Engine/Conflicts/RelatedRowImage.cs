using System.Text.Json;

namespace MultiDbSync.Engine.Conflicts;

/// <summary>A row that takes part in a unique-key or foreign-key conflict.</summary>
/// <param name="Key">Canonical text of its <see cref="Changes.RowKey"/>.</param>
/// <param name="Image">Its image as canonical JSON; null when it was deleted or never came.</param>
/// <param name="Before">For a deleted parent: what it was, so that it can be brought back.</param>
public sealed record RelatedRowImage(string Table, string Key, string Origin, string? Image, string? Before)
{
    /// <summary>The key under the set's weakest equality.</summary>
    public required string Form { get; init; }

    /// <summary>A list as it is stored with the conflict.</summary>
    public static string ToJson(IReadOnlyList<RelatedRowImage> rows) => JsonSerializer.Serialize(rows);

    /// <summary>Reads <see cref="ToJson"/> back; an empty list for null.</summary>
    public static IReadOnlyList<RelatedRowImage> FromJson(string? json) => json is null ? [] : JsonSerializer.Deserialize<List<RelatedRowImage>>(json)!;
}
