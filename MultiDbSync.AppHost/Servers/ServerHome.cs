using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using MultiDbSync.AppHost.Cluster;

namespace MultiDbSync.AppHost.Servers;

/// <summary>The private folder of one server, and the account that owns it.</summary>
internal sealed record ServerHome(string Folder, ServerAccount? Account)
{
    private const string SystemFolder = "/var/lib/multidbsync";

    /// <summary>The server's data, in the format of its make.</summary>
    public string Data => Path.Combine(Folder, "data");

    /// <summary>Data while they are being made, so that a start that was cut short is not taken for a whole one.</summary>
    public string Draft => Path.Combine(Folder, "data.new");

    /// <summary>
    /// Under the cluster's data folder; where another account has to get there and can't, as in a home folder, at the place where this
    /// system's services keep their data.
    /// </summary>
    public static async Task<ServerHome> OpenAsync(DataFolder data, string name, ServerAccount? account, CancellationToken cancellationToken)
    {
        if (account is null)
        {
            var own = Path.Combine(data.Servers, name);
            DataFolder.CreatePrivate(own);
            return new ServerHome(own, null);
        }

        data.LetOthersPass();
        var parent = OthersMayPass(data.Path) ? data.Servers : SystemFolderOf(data.Path);
        var folder = Path.Combine(parent, name);
        Directory.CreateDirectory(parent);
        LetOthersPass(parent);
        await ServerTool.RunAsync("chown", ["-R", $"{account.UserId}:{account.GroupId}", Private(folder)], null, "/", null, cancellationToken);
        return new ServerHome(folder, account);
    }

    /// <summary>A file that the server reads and nobody else.</summary>
    public async Task<string> WriteAsync(string name, string content, CancellationToken cancellationToken)
    {
        var path = Path.Combine(Folder, name);
        PrivateFile.Write(path, content);
        if (Account is not null)
            await ServerTool.RunAsync("chown", [$"{Account.UserId}:{Account.GroupId}", path], null, "/", null, cancellationToken);
        return path;
    }

    /// <summary>Runs one of the server's tools to its end, as the server's account.</summary>
    public Task RunAsync(string program, IReadOnlyList<string> arguments, string? input, CancellationToken cancellationToken) =>
        ServerTool.RunAsync(program, arguments, Account, Folder, input, cancellationToken);

    /// <summary>The place for the servers of a data folder that other accounts can't get to.</summary>
    public static string SystemFolderOf(string data) =>
        Path.Combine(SystemFolder, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetFullPath(data))))[..16]);

    /// <summary>Whether other accounts may go through a folder and all above it.</summary>
    internal static bool OthersMayPass(string folder)
    {
        Debug.Assert(!OperatingSystem.IsWindows());
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            if (!File.GetUnixFileMode(at.FullName).HasFlag(UnixFileMode.OtherExecute))
                return false;
        }

        return true;
    }

    private static void LetOthersPass(string folder)
    {
        Debug.Assert(!OperatingSystem.IsWindows());
        File.SetUnixFileMode(folder, File.GetUnixFileMode(folder) | UnixFileMode.OtherExecute);
    }

    private static string Private(string folder)
    {
        DataFolder.CreatePrivate(folder);
        return folder;
    }
}
