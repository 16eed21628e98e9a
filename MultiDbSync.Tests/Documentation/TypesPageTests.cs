using MultiDbSync.Tests.Support.Databases;

namespace MultiDbSync.Tests.Documentation;

/// <summary>docs/types.md says what the connectors do and what the type matrix checks.</summary>
public sealed class TypesPageTests
{
    [Fact]
    public async Task Page_SaysWhatIsMappedAndWhatTheMatrixChecks()
    {
        await using var sqlite = await TestDatabase.CreateAsync("sqlite", "sqlite");
        await using var postgres = await TestDatabase.CreateAsync("postgresql", "postgresql");
        await using var mysql = await TestDatabase.CreateAsync("mysql", "mysql");
        Assert.SkipUnless(mysql.Ask("SELECT VERSION()").Contains("MariaDB", StringComparison.OrdinalIgnoreCase), "The page tells what MariaDB does, which this server is not.");
        await new GeneratedPage("types.md", TypesPage.Marker).CheckAsync(await new TypesPage([sqlite, postgres, mysql]).RenderAsync());
    }
}
