namespace MultiDbSync.Api.Features.Databases;

/// <summary>Where a path leads to in the end.</summary>
internal static class RealPath
{
    private const int MostLinks = 40;

    /// <summary>Without <c>..</c>, and each folder and file that is a link replaced by what it points at; what does not exist stays as it is written.</summary>
    /// <exception cref="IOException">Links lead in a circle.</exception>
    public static string Of(string path)
    {
        var left = new Stack<string>(Parts(Path.GetFullPath(path)).Reverse());
        var real = Path.GetPathRoot(Path.GetFullPath(path))!;
        for (var links = 0; left.TryPop(out var part);)
        {
            var next = Path.Combine(real, part);
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                real = next;
                continue;
            }

            if (++links > MostLinks) throw new IOException("The path's links lead in a circle.");
            var full = Path.GetFullPath(target, real);
            real = Path.GetPathRoot(full)!;
            foreach (var other in Parts(full).Reverse()) left.Push(other);
        }

        return real;
    }

    /// <summary>Whether a real path lies in a folder, or is it.</summary>
    public static bool IsWithin(string real, string folder)
    {
        var relative = Path.GetRelativePath(Of(folder), real);
        return relative != ".." && !relative.StartsWith(".." + Path.DirectorySeparatorChar, StringComparison.Ordinal) && !Path.IsPathRooted(relative);
    }

    private static string[] Parts(string full) => full[Path.GetPathRoot(full)!.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries);
}
