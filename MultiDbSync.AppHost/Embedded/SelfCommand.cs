namespace MultiDbSync.AppHost.Embedded;

/// <summary>How to start this program, or another .NET assembly, once more.</summary>
internal static class SelfCommand
{
    public static string Assembly { get; } = typeof(SelfCommand).Assembly.Location;

    /// <summary>The dotnet command that runs this program; from PATH where it was started by its own executable.</summary>
    public static string Dotnet { get; } = FindDotnet();

    private static string FindDotnet()
    {
        var self = Environment.ProcessPath;
        if (string.Equals(Path.GetFileNameWithoutExtension(self), "dotnet", StringComparison.OrdinalIgnoreCase))
            return self!;
        return Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host : "dotnet";
    }
}
