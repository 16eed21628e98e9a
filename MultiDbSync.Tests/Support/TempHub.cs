using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Tests.Support;

/// <summary>A hub store in a temporary folder, deleted afterwards. In memory-backed storage where the system has it, so that fsync costs nothing.</summary>
public sealed class TempHub : IAsyncDisposable
{
    private TempHub(string folder)
    {
        Folder = folder;
        Store = new HubStore(new HubStoreOptions { ConnectionString = $"Data Source={Path.Combine(folder, "hub.db")};Pooling=False" });
    }

    public string Folder { get; }

    public HubStore Store { get; }

    public static async Task<TempHub> CreateAsync(CancellationToken cancellationToken)
    {
        const string memory = "/dev/shm";
        var root = Directory.Exists(memory) ? memory : Path.GetTempPath();
        var folder = Directory.CreateDirectory(Path.Combine(root, "mds-hub-" + Path.GetRandomFileName())).FullName;
        var hub = new TempHub(folder);
        await hub.Store.InitializeAsync(cancellationToken);
        return hub;
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
