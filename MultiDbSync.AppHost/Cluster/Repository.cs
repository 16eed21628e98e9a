namespace MultiDbSync.AppHost.Cluster;

/// <summary>Where things lie in the checked-out repository.</summary>
internal static class Repository
{
    private const string OwnProject = "MultiDbSync.AppHost";

    /// <summary>The folder of the solution, or the current one where the program runs outside a checkout.</summary>
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory) ?? Environment.CurrentDirectory;

    public static string Artifacts => Path.Combine(Root, "artifacts");

    public static string ProjectFolder(string project) => Path.Combine(Root, project);

    /// <summary>The built assembly of a sibling project: the build gives each project the same path but for its name.</summary>
    public static string AssemblyOf(string project) => AssemblyOf(project, AppContext.BaseDirectory, OwnProject);

    internal static string AssemblyOf(string project, string baseDirectory, string ownProject)
    {
        var parts = baseDirectory.TrimEnd(Path.DirectorySeparatorChar).Split(Path.DirectorySeparatorChar);
        var index = Array.LastIndexOf(parts, ownProject);
        if (index < 0)
            throw new InvalidOperationException($"{baseDirectory} has no folder {ownProject}: cannot tell where {project} was built.");
        parts[index] = project;
        return Path.Combine(string.Join(Path.DirectorySeparatorChar, parts), project + ".dll");
    }

    private static string? FindRoot(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "MultiDbSync.sln")))
                return at.FullName;
        }

        return null;
    }
}
