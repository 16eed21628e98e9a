using MultiDbSync.Contracts.DeadLetters;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Api.Features.DeadLetters;

/// <summary>Refused rows by filter, and as the wire shows them.</summary>
internal static class DeadLetterRows
{
    public static IQueryable<DeadLetterEntity> Of(this IQueryable<DeadLetterEntity> rows, string? syncSet, string? database, string? table)
    {
        if (!string.IsNullOrEmpty(syncSet)) rows = rows.Where(l => l.SyncSet == syncSet);
        if (!string.IsNullOrEmpty(database)) rows = rows.Where(l => l.Node == database);
        if (!string.IsNullOrEmpty(table)) rows = rows.Where(l => l.TableName == table);
        return rows;
    }

    public static DeadLetterSummary ToSummary(this DeadLetterEntity letter) => new(
        letter.Id, letter.SyncSet, letter.Node, letter.TableName, RowKey.Parse(letter.Key).ToDisplay(), letter.Error, letter.FirstAt, letter.LastAt, letter.Attempts);
}
