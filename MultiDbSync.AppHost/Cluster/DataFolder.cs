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
        Directory.CreateDirectory(Hub);
        Directory.CreateDirectory(Sample);
    }

    public string Path { get; }

    public string Hub => System.IO.Path.Combine(Path, "hub");

    public string Sample => System.IO.Path.Combine(Path, "sample");

    /// <summary>Mails as .eml files, where there is no MailDev.</summary>
    public string Mail => System.IO.Path.Combine(Path, "mail");

    /// <summary>Keys that protect the sign-ins of one service, so that they survive its restart.</summary>
    public string Keys(string service) => System.IO.Path.Combine(Path, "keys", service);

    public string HubConnection => $"Data Source={System.IO.Path.Combine(Hub, "hub.db")}";

    public IReadOnlyDictionary<string, string> SampleConnections =>
        ResourceNames.SampleDatabases.ToDictionary(name => name, name => $"Data Source={System.IO.Path.Combine(Sample, name + ".db")}");

    /// <param name="reset">Empties the folder first.</param>
    /// <exception cref="ClusterException">Another cluster runs on it, or it holds things that are not ours.</exception>
    public static DataFolder Open(string path, bool reset)
    {
        path = System.IO.Path.GetFullPath(path);
        var marker = System.IO.Path.Combine(path, Marker);
        if (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any() && !File.Exists(marker))
            throw new ClusterException($"{path} holds files that are not of MultiDbSync: choose an empty or a new folder for --data.");

        CreatePrivate(path);
        var held = Hold(marker, path);
        if (reset)
            Empty(path);
        return new DataFolder(path, held);
    }

    public void Dispose() => _lock.Dispose();

    /// <summary>The hub store holds password hashes and rows of other people's databases.</summary>
    private static void CreatePrivate(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
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
        foreach (var folder in Directory.EnumerateDirectories(path))
            Directory.Delete(folder, recursive: true);
        foreach (var file in Directory.EnumerateFiles(path).Where(file => System.IO.Path.GetFileName(file) != Marker))
            File.Delete(file);
    }
}
