using MultiDbSync.AppHost.Cluster;

namespace MultiDbSync.Tests.AppHost.Cluster;

public sealed class RepositoryTests
{
    [Fact]
    public void AssemblyOf_SiblingProject_LiesWhereItsOwnBuildPutsIt()
    {
        var own = Path.Combine("src", "MultiDbSync.AppHost", "bin", "Release", "net10.0") + Path.DirectorySeparatorChar;

        var assembly = Repository.AssemblyOf("MultiDbSync.Api", own, "MultiDbSync.AppHost");

        Assert.Equal(Path.Combine("src", "MultiDbSync.Api", "bin", "Release", "net10.0", "MultiDbSync.Api.dll"), assembly);
    }

    [Fact]
    public void AssemblyOf_CheckoutInFolderOfTheSameName_ChangesTheLastOneOnly()
    {
        var own = Path.Combine("MultiDbSync.AppHost", "MultiDbSync.AppHost", "bin");

        var assembly = Repository.AssemblyOf("MultiDbSync.Web", own, "MultiDbSync.AppHost");

        Assert.Equal(Path.Combine("MultiDbSync.AppHost", "MultiDbSync.Web", "bin", "MultiDbSync.Web.dll"), assembly);
    }

    [Fact]
    public void Root_InsideACheckout_HoldsTheSolution() => Assert.True(File.Exists(Path.Combine(Repository.Root, "MultiDbSync.sln")));
}
