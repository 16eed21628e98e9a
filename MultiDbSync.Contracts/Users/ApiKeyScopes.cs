namespace MultiDbSync.Contracts.Users;

/// <summary>What an API key may be for. A key has no right but those of its scopes; none of them allows to change people or keys.</summary>
public static class ApiKeyScopes
{
    /// <summary>Looks at all that a viewer sees.</summary>
    public const string Read = "read";

    /// <summary>Decides conflicts, syncs, switches: what an operator does, queries excepted. Includes <see cref="Read"/>.</summary>
    public const string Operate = "operate";

    /// <summary>Asks databases and sees their rows. Includes <see cref="Read"/>.</summary>
    public const string Query = "query";

    /// <summary>Sets databases, sync sets and mail up. Includes <see cref="Operate"/>, not <see cref="Query"/>.</summary>
    public const string Admin = "admin";

    /// <summary>All of them, the weakest first.</summary>
    public static IReadOnlyList<string> All { get; } = [Read, Operate, Query, Admin];
}
