using MultiDbSync.Tests.EndToEnd.Cases;
using MultiDbSync.Tests.EndToEnd.Databases;
using MultiDbSync.Tests.Support;

namespace MultiDbSync.Tests.EndToEnd;

/// <summary>On SQLite files.</summary>
[Collection(EndToEndCollection.Name)]
public sealed class RemoveDatabaseTests(ClusterFixture fixture) : RemoveDatabaseCases(fixture)
{
    [Fact]
    public async Task Database_Removed_KeepsItsRowsAndNothingOfOurs()
    {
        using var folder = new TemporaryFolder();

        await JoinsAndLeavesAsync(new SqliteTestDatabase("branch", $"Data Source={folder.File("branch.db")}"));
    }
}
