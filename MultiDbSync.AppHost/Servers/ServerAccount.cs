namespace MultiDbSync.AppHost.Servers;

/// <summary>An account of this machine.</summary>
internal sealed record ServerAccount(string Name, string UserId, string GroupId)
{
    private const string Accounts = "/etc/passwd";

    /// <summary>
    /// The account that a server runs as. Ours, but for root: PostgreSQL refuses it, and no server needs it.
    /// </summary>
    /// <param name="preferred">The account that the server's package makes.</param>
    /// <returns>Null for our own.</returns>
    /// <exception cref="Cluster.ClusterException">We are root, and there is no other account.</exception>
    public static ServerAccount? Choose(string preferred) => Choose(preferred, !OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess, () => File.ReadAllLines(Accounts));

    internal static ServerAccount? Choose(string preferred, bool isRoot, Func<IReadOnlyList<string>> accounts) => !isRoot
        ? null
        : Find(preferred, accounts()) ?? throw new Cluster.ClusterException(
            $"Servers can't run as root, and {Accounts} has no account {preferred} or nobody: make one, or start as an ordinary user.");

    private static ServerAccount? Find(string preferred, IReadOnlyList<string> accounts) =>
        new[] { preferred, "nobody" }
            .Select(name => accounts.Select(line => line.Split(':')).FirstOrDefault(fields => fields.Length > 3 && fields[0] == name))
            .OfType<string[]>()
            .Select(fields => new ServerAccount(fields[0], fields[2], fields[3]))
            .FirstOrDefault();
}
