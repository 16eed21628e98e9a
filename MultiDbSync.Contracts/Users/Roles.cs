namespace MultiDbSync.Contracts.Users;

/// <summary>The three roles. Each includes the one before it.</summary>
public static class Roles
{
    /// <summary>Sees status, lag, runs, conflicts, charts.</summary>
    public const string Viewer = "Viewer";

    /// <summary>Resolves conflicts, triggers syncs, pauses and resumes, runs read-only SQL.</summary>
    public const string Operator = "Operator";

    /// <summary>Databases, sync sets, users.</summary>
    public const string Admin = "Admin";

    /// <summary>All roles, weakest first.</summary>
    public static IReadOnlyList<string> All { get; } = [Viewer, Operator, Admin];
}
