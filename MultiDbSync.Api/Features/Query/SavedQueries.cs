using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using MultiDbSync.Api.Audit;
using MultiDbSync.Api.Problems;
using MultiDbSync.Contracts.Query;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Api.Features.Query;

/// <summary>Queries with a name: each person's own, and what others share.</summary>
internal sealed class SavedQueries(HubDbContext db, AuditTrail audit, TimeProvider time)
{
    private const int LongestName = 100;
    private const int MostOfOnePerson = 500;
    private const int MostDatabases = 50;

    /// <param name="isAdmin">May change what others share: its owner may have left.</param>
    public async Task<IReadOnlyList<SavedQuery>> ListAsync(string owner, bool isAdmin, CancellationToken cancellationToken)
    {
        var found = await db.SavedQueries.AsNoTracking().Where(q => q.Owner == owner || q.IsShared).ToListAsync(cancellationToken);
        return [.. found.OrderBy(q => q.Name, StringComparer.OrdinalIgnoreCase).ThenBy(q => q.Owner, StringComparer.Ordinal).Select(q => ToWire(q, owner, isAdmin))];
    }

    public async Task<Results<Created<SavedQuery>, ProblemHttpResult>> AddAsync(SaveQueryRequest request, string owner, CancellationToken cancellationToken)
    {
        if (Check(request) is { } problem) return problem;
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await TakenAsync(owner, request.Name.Trim(), 0, cancellationToken)) return Taken(request.Name.Trim());
        if (await db.SavedQueries.CountAsync(q => q.Owner == owner, cancellationToken) >= MostOfOnePerson)
            return Problem.Invalid("name", $"You have {MostOfOnePerson} saved queries, which is the most there can be. Delete some first.");
        var query = new SavedQueryEntity { Owner = owner, Name = "", Sql = "", Databases = "" };
        Fill(query, request);
        db.SavedQueries.Add(query);
        await db.SaveChangesAsync(cancellationToken);
        await audit.WriteAsync(db);
        await transaction.CommitAsync(cancellationToken);
        return TypedResults.Created($"/api/saved-queries/{query.Id}", ToWire(query, owner, isAdmin: false));
    }

    public async Task<Results<Ok<SavedQuery>, ProblemHttpResult>> ChangeAsync(long id, SaveQueryRequest request, string owner, bool isAdmin, CancellationToken cancellationToken)
    {
        if (Check(request) is { } problem) return problem;
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var query = await db.SavedQueries.FirstOrDefaultAsync(q => q.Id == id && (q.Owner == owner || q.IsShared), cancellationToken);
        if (query is null) return Missing(id);
        if (!MayChange(query, owner, isAdmin)) return NotYours();
        if (await TakenAsync(query.Owner, request.Name.Trim(), id, cancellationToken)) return Taken(request.Name.Trim());
        audit.Before = Told(query);
        Fill(query, request);
        await db.SaveChangesAsync(cancellationToken);
        await audit.WriteAsync(db);
        await transaction.CommitAsync(cancellationToken);
        return TypedResults.Ok(ToWire(query, owner, isAdmin));
    }

    public async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(long id, string owner, bool isAdmin, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var query = await db.SavedQueries.FirstOrDefaultAsync(q => q.Id == id && (q.Owner == owner || q.IsShared), cancellationToken);
        if (query is null) return Missing(id);
        if (!MayChange(query, owner, isAdmin)) return NotYours();
        audit.Before = Told(query);
        db.SavedQueries.Remove(query);
        await db.SaveChangesAsync(cancellationToken);
        await audit.WriteAsync(db);
        await transaction.CommitAsync(cancellationToken);
        return TypedResults.NoContent();
    }

    private static ProblemHttpResult? Check(SaveQueryRequest request)
    {
        var errors = new Dictionary<string, string>();
        if (string.IsNullOrWhiteSpace(request.Name) || request.Name.Trim().Length > LongestName) errors["name"] = $"A name has 1 to {LongestName} characters.";
        if (string.IsNullOrWhiteSpace(request.Sql)) errors["sql"] = "There is no statement.";
        else if (request.Sql.Length > QueryHistory.LongestSql) errors["sql"] = $"A saved statement has at most {QueryHistory.LongestSql} characters.";
        if (request.Databases is null || request.Databases.Count > MostDatabases) errors["databases"] = $"Name up to {MostDatabases} databases.";
        return errors.Count == 0 ? null : Problem.Invalid(errors);
    }

    private Task<bool> TakenAsync(string owner, string name, long besides, CancellationToken cancellationToken) =>
        db.SavedQueries.AnyAsync(q => q.Owner == owner && q.Name == name && q.Id != besides, cancellationToken);

    private static object Told(SavedQueryEntity query) => new { query.Name, query.Owner, Databases = NameList.Read(query.Databases), query.IsShared };

    private void Fill(SavedQueryEntity query, SaveQueryRequest request) =>
        (query.Name, query.Sql, query.Databases, query.IsShared, query.ChangedAt) =
        (request.Name.Trim(), request.Sql, NameList.ToJson([.. request.Databases.Distinct()]), request.IsShared, time.GetUtcNow());

    private static bool MayChange(SavedQueryEntity query, string owner, bool isAdmin) => query.Owner == owner || (isAdmin && query.IsShared);

    private static ProblemHttpResult Missing(long id) => Problem.NotFound("saved query", id.ToString(System.Globalization.CultureInfo.InvariantCulture));

    private static ProblemHttpResult NotYours() => Problem.Of(
        StatusCodes.Status403Forbidden, ProblemTypes.NotAllowed, "Only its owner or an administrator may change a shared query. Save it under a name of your own.");

    private static ProblemHttpResult Taken(string name) => Problem.Of(
        StatusCodes.Status409Conflict, ProblemTypes.NameTaken, $"You have a saved query named '{name}' already. Choose another name, or change that one.");

    private static SavedQuery ToWire(SavedQueryEntity query, string caller, bool isAdmin) => new(
        query.Id, query.Name, query.Sql, NameList.Read(query.Databases), query.Owner, query.IsShared, MayChange(query, caller, isAdmin), query.ChangedAt);
}
