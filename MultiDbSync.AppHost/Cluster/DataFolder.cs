using MultiDbSync.AppHost.Servers;

namespace MultiDbSync.AppHost.Cluster;

/// <summary>Everything that a cluster keeps, in one folder that one cluster at a time may use.</summary>
internal sealed class DataFolder : IDisposable
{
    /// <summary>Marks the folder as ours (only such a folder may be reset) and is held open while a cluster runs on it.</summary>
    private const string Marker = ".multidbsync";

    private readonly FileStream _lock;

    private DataFolder(string path, FileStream @lock)
    {
        Path = path;
        _lock = @lock;
        foreach (var folder in new[] { Hub, Sample, Mail, KeysRoot })
            CreatePrivate(folder);
    }

    public string Path { get; }

    public string Hub => System.IO.Path.Combine(Path, "hub");

    public string Sample => System.IO.Path.Combine(Path, "sample");

    /// <summary>Data of the database servers that the cluster runs itself.</summary>
    public string Servers => System.IO.Path.Combine(Path, "servers");

    /// <summary>Whether nothing of an earlier run is in it.</summary>
    public required bool IsNew { get; init; }

    /// <summary>Mails as .eml files, where there is no MailDev.</summary>
    public string Mail => System.IO.Path.Combine(Path, "mail");

    /// <summary>Keys that protect the sign-ins of one service, so that they survive its restart.</summary>
    public string Keys(string service) => System.IO.Path.Combine(KeysRoot, service);

    public string HubConnection => $"Data Source={HubFile}";

    private string HubFile => System.IO.Path.Combine(Hub, "hub.db");

    private string SampleNote => System.IO.Path.Combine(Path, "databases");

    private string KeysRoot => System.IO.Path.Combine(Path, "keys");

    /// <summary>The connection string of one of the sample's SQLite files.</summary>
    public string SampleConnection(string name) => $"Data Source={System.IO.Path.Combine(Sample, name + ".db")}";

    /// <param name="reset">Empties the folder first.</param>
    /// <exception cref="ClusterException">Another cluster runs on it, or it holds things that are not ours.</exception>
    public static DataFolder Open(string path, bool reset)
    {
        path = System.IO.Path.GetFullPath(path);
        var marker = System.IO.Path.Combine(path, Marker);
        if (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any() && !File.Exists(marker))
            throw new ClusterException($"{path} holds files that are not of MultiDbSync: choose an empty or a new folder for --data.");

        CreatePrivate(path);
        var isNew = reset || !File.Exists(marker);
        var held = Hold(marker, path);
        if (isNew)
            Empty(path);
        return new DataFolder(path, held) { IsNew = isNew };
    }

    /// <summary>
    /// Which sample to run: the one that the folder was first used with, since the hub store knows its databases by name.
    /// </summary>
    /// <param name="asked">Null for whatever the folder holds, and the simulated one in a new folder.</param>
    /// <exception cref="ClusterException">It holds the other one.</exception>
    public string ChooseSample(string? asked)
    {
        var kept = File.Exists(SampleNote) ? File.ReadAllText(SampleNote).Trim() : File.Exists(HubFile) ? SampleKind.Simulated : null;
        if (kept is not null && asked is not null && asked != kept)
        {
            throw new ClusterException(
                $"{Path} was made with --databases {kept}: leave that option out, choose another folder with --data, or start from nothing with --reset.");
        }

        return kept ?? asked ?? SampleKind.Simulated;
    }

    /// <summary>To call once the sample's databases are to be had: later starts keep to it.</summary>
    public void KeepSample(string kind) => File.WriteAllText(SampleNote, kind);

    /// <summary>Lets other accounts go through the folder, to a server's data that is theirs; they can neither list it nor enter anything else.</summary>
    public void LetOthersPass()
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Path, File.GetUnixFileMode(Path) | UnixFileMode.OtherExecute);
    }

    public void Dispose() => _lock.Dispose();

    /// <summary>The hub store holds password hashes and rows of other people's databases.</summary>
    internal static void CreatePrivate(string path)
    {
        Directory.CreateDirectory(path);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static FileStream Hold(string marker, string path)
    {
        try
        {
            return new FileStream(marker, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new ClusterException($"A cluster is running on {path} already: stop it, or choose another folder with --data.");
        }
    }

    private static void Empty(string path)
    {
        var elsewhere = ServerHome.SystemFolderOf(path);
        if (Directory.Exists(elsewhere))
            Directory.Delete(elsewhere, recursive: true);
        foreach (var folder in Directory.EnumerateDirectories(path))
            Directory.Delete(folder, recursive: true);
        foreach (var file in Directory.EnumerateFiles(path).Where(file => System.IO.Path.GetFileName(file) != Marker))
            File.Delete(file);
    }
}
