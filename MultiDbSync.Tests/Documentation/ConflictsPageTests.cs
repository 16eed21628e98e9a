namespace MultiDbSync.Tests.Documentation;

/// <summary>docs/conflicts.md says what the conflict matrix checks.</summary>
public sealed class ConflictsPageTests
{
    [Fact]
    public Task Page_SaysWhatTheMatrixChecks() => new GeneratedPage("conflicts.md", ConflictsPage.Marker).CheckAsync(ConflictsPage.Render());
}
