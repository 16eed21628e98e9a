using MultiDbSync.Contracts;
using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Tests.EndToEnd.Databases;
using MultiDbSync.Tests.Support;

namespace MultiDbSync.Tests.EndToEnd.Browser;

/// <summary>A conflict that a person is to settle.</summary>
internal static class TestConflict
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    /// <summary>Makes one of a book's title.</summary>
    /// <param name="more">What else each side says.</param>
    /// <returns>Its number.</returns>
    public static async Task<long> MakeAsync(ClusterFixture fixture, int book, string more = "")
    {
        // The second database writes first and commits last: neither can know of the other.
        var (left, right) = ($"As one has it {Guid.NewGuid():N}{more}", $"As the other has it {Guid.NewGuid():N}{more}");
        using var second = fixture.Databases.Open(fixture.Databases.MySql);
        second.Execute("BEGIN IMMEDIATE");
        second.Execute("UPDATE books SET title = @p1 WHERE id = @p2", left, book);
        fixture.Databases.Execute(SampleDatabases.Primary, "UPDATE books SET title = @p1 WHERE id = @p2", right, book);
        await fixture.Databases.HoldsAsync(fixture.Databases.Postgres, right, $"SELECT title FROM books WHERE id = {book}");
        second.Execute("COMMIT");

        using var caller = fixture.Operator();
        long? found = null;
        await Eventually.TrueAsync(
            async () => (found = (await caller.GetAsync<Page<ConflictSummary>>($"/api/get-conflicts?status=Open&table=books&search={book}&pageSize=1")).Items is [var one, ..] ? one.Id : null) is not null,
            Soon, () => fixture.Cluster.Output, "there is a conflict");
        return found!.Value;
    }
}
