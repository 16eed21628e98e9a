using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Schema;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Engine.Conflicts;

/// <summary>A conflict as its record tells it, with the changes that joined it.</summary>
public static class RecordedCase
{
    /// <summary>What policies and rules look at.</summary>
    /// <param name="priorities">Of the databases, by name.</param>
    public static ConflictCase Of(ConflictEntity conflict, TableSchema table, IReadOnlyDictionary<string, int> priorities)
    {
        ConflictSide Side(string node, string? image, DateTimeOffset? at) => new(node, RowImage.FromJson(image), at ?? conflict.DetectedAt, priorities.GetValueOrDefault(node));
        return new ConflictCase(
            table, conflict.Kind, conflict.Kind == ConflictKind.CreateCreate ? null : RowImage.FromJson(conflict.BaseImage),
            Side(conflict.LeftOrigin, conflict.LeftImage, conflict.LeftAt), Side(conflict.RightOrigin, conflict.RightImage, conflict.RightAt));
    }
}
