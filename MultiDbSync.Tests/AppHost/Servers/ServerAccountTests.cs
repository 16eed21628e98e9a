using MultiDbSync.AppHost.Cluster;
using MultiDbSync.AppHost.Servers;

namespace MultiDbSync.Tests.AppHost.Servers;

public sealed class ServerAccountTests
{
    private static readonly string[] Accounts =
    [
        "root:x:0:0:root:/root:/bin/bash",
        "broken line",
        "nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin",
        "postgres:x:101:104:PostgreSQL administrator,,,:/var/lib/postgresql:/bin/bash",
    ];

    [Theory]
    [InlineData("postgres", "postgres", "101", "104")]
    [InlineData("mysql", "nobody", "65534", "65534")]
    public void Choose_TakesTheServersOwnAccount_ElseNobody(string preferred, string name, string user, string group) =>
        Assert.Equal(new ServerAccount(name, user, group), ServerAccount.Choose(preferred, isRoot: true, () => Accounts));

    [Fact]
    public void Choose_WithNeither_SaysWhatToDo() =>
        Assert.Contains("start as an ordinary user", Assert.Throws<ClusterException>(() => ServerAccount.Choose("mysql", isRoot: true, () => Accounts[..2])).Message, StringComparison.Ordinal);

    [Fact]
    public void Choose_AsAnOrdinaryUser_StaysThatUser() => Assert.Null(ServerAccount.Choose("postgres", isRoot: false, () => Accounts));
}
