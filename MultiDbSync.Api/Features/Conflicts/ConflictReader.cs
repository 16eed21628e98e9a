using Microsoft.EntityFrameworkCore;
using MultiDbSync.Api.Features.Suggestions;
using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Conflicts;
using MultiDbSync.Engine.Schema;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Api.Features.Conflicts;

/// <summary>Reads one conflict with everything that a decision needs.</summary>
internal sealed class ConflictReader(HubDbContext db, ConflictSuggester suggester)
{
    public Task<ConflictEntity?> FindAsync(long id, CancellationToken cancellationToken) =>
        db.Conflicts.AsNoTracking().Include(c => c.Sides.OrderBy(s => s.Id)).Include(c => c.Events.OrderBy(e => e.Id)).AsSplitQuery()
            .FirstOrDefaultAsync(c => c.Id == id, cancellationToken);

    public async Task<ConflictRows> DecodeAsync(ConflictEntity conflict, CancellationToken cancellationToken)
    {
        var json = await db.SyncTables.Where(t => t.SyncSet == conflict.SyncSet && t.Name == conflict.TableName).Select(t => t.SchemaJson).FirstOrDefaultAsync(cancellationToken);
        return ConflictRows.Of(conflict, json is null ? null : TopologyReader.FromJson(json));
    }

    public async Task<ConflictDetail?> ReadAsync(long id, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, cancellationToken) is not { } conflict) return null;
        var rows = await DecodeAsync(conflict, cancellationToken);
        var cells = ConflictCells.Of(rows, settled: conflict.Status != ConflictStatus.Open);
        return new ConflictDetail(
            conflict.ToSummary(), ConflictReason.Of(conflict, cells), rows.Base is not null, rows.Left is not null, rows.Right is not null,
            conflict.LeftAt, conflict.RightAt, cells, [.. RelatedRowImage.FromJson(conflict.Related).Select(ToWire)], [.. conflict.Sides.Select(ToWire)],
            [.. conflict.Events.Select(ToWire)], await suggester.OfAsync(conflict, rows, cancellationToken), suggester.MayAskModel(conflict));
    }

    private static RelatedRow ToWire(RelatedRowImage row) =>
        new(row.Table, RowKey.Parse(row.Key).ToDisplay(), row.Origin, row.Image is not null, Texts(row.Image ?? row.Before));

    private static LaterChange ToWire(ConflictSideEntity side) => new(side.Origin, side.At, side.AfterImage is not null, Texts(side.AfterImage));

    private static ConflictStep ToWire(ConflictEventEntity step) => new(step.At, step.Actor, step.Action, step.Detail);

    private static Dictionary<string, string?> Texts(string? json) =>
        RowImage.FromJson(json) is { } image ? image.Columns.Zip(image.Values).ToDictionary(c => c.First, c => c.Second.ToDisplay()) : [];
}
