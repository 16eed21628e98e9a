using MultiDbSync.AppHost.Cluster;
using MultiDbSync.Tests.Support;

namespace MultiDbSync.Tests.AppHost.Cluster;

public sealed class ClusterSecretsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Secrets_AskedAgain_StayTheSameAndDiffer()
    {
        var first = new ClusterSecrets(_folder.Path);
        var again = new ClusterSecrets(_folder.Path);

        Assert.Equal(first.SetupToken(), again.SetupToken());
        Assert.Equal(first.OperatorKey(), File.ReadAllText(again.OperatorKeyFile));
        Assert.NotEqual(first.SetupToken(), first.OperatorKey());
        Assert.True(first.OperatorKey().Length >= 32);
    }

    [Fact]
    public void SetupToken_Forgotten_IsAnotherOneNextTime()
    {
        var secrets = new ClusterSecrets(_folder.Path);
        var old = secrets.SetupToken();

        secrets.ForgetSetupToken();

        Assert.NotEqual(old, secrets.SetupToken());
    }
}
