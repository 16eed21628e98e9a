using System.ComponentModel;
using System.Diagnostics;

namespace MultiDbSync.AppHost.Embedded;

/// <summary>One exact version of a tool from npm, installed once into a folder of its own.</summary>
internal sealed record NpmPackage(string Name, string Version)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    public static bool NpmIsThere => PathSearch.Find("npm") is not null;

    /// <returns>The package's folder.</returns>
    /// <exception cref="ToolMissingException">No npm, no registry, or no such package.</exception>
    public async Task<string> InstallAsync(string toolsFolder, CancellationToken cancellationToken)
    {
        var home = Path.Combine(toolsFolder, $"{Name.Replace('/', '-').TrimStart('@')}-{Version}");
        var package = Path.Combine([home, "node_modules", .. Name.Split('/')]);
        if (Directory.Exists(package))
            return package;

        RemoveOldDrafts(home);

        // Installed beside and moved into place: two clusters may start at once, and either may be killed half-way.
        var draft = $"{home}.{Environment.ProcessId}.tmp";
        try
        {
            Directory.CreateDirectory(draft);
            await RunNpmAsync(draft, cancellationToken);
            MoveIntoPlace(draft, home, package);
            return package;
        }
        finally
        {
            if (Directory.Exists(draft))
                Directory.Delete(draft, recursive: true);
        }
    }

    private static void RemoveOldDrafts(string home)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(home)!);
        foreach (var draft in Directory.EnumerateDirectories(Path.GetDirectoryName(home)!, Path.GetFileName(home) + ".*.tmp"))
        {
            if (Directory.GetLastWriteTimeUtc(draft) < TimeProvider.System.GetUtcNow() - (2 * Limit))
                Directory.Delete(draft, recursive: true);
        }
    }

    private static void MoveIntoPlace(string draft, string home, string package)
    {
        try
        {
            Directory.Move(draft, home);
        }
        catch (IOException) when (Directory.Exists(package))
        {
            // The other cluster was first.
        }
    }

    private async Task RunNpmAsync(string folder, CancellationToken cancellationToken)
    {
        var npm = PathSearch.Find("npm") ?? throw new ToolMissingException("npm is not installed");
        string[] install = ["install", "--prefix", folder, "--no-audit", "--no-fund", "--no-save", "--ignore-scripts", $"{Name}@{Version}"];

        // Guarded, so that a download does not outlive a killed cluster.
        var start = new ProcessStartInfo(SelfCommand.Dotnet, [SelfCommand.Assembly, .. EmbeddedVerbs.GuardArguments(npm, install)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        ParentLifetime.Watch(start);

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        try
        {
            using var process = Process.Start(start) ?? throw new ToolMissingException("npm did not start");
            using var stop = limit.Token.Register(process.StandardInput.Close);
            var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
            var errors = await process.StandardError.ReadToEndAsync(CancellationToken.None);
            await output;
            await process.WaitForExitAsync(CancellationToken.None);
            cancellationToken.ThrowIfCancellationRequested();
            if (process.ExitCode != 0)
                throw new ToolMissingException($"npm could not install {Name}@{Version}: {Reason(errors)}");
        }
        catch (Win32Exception error)
        {
            throw new ToolMissingException($"npm did not start: {error.Message}");
        }
    }

    private static string Reason(string errors) =>
        errors.Split('\n').Select(line => line.Trim()).FirstOrDefault(line => line.StartsWith("npm error", StringComparison.Ordinal)) ?? "it gave no reason";
}
