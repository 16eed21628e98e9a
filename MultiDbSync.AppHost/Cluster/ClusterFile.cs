using System.Text.Encodings.Web;
using System.Text.Json;

namespace MultiDbSync.AppHost.Cluster;

/// <summary>Reads and writes the description of a running cluster; a reader never sees half a file.</summary>
internal sealed class ClusterFile(string path)
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly Lock _gate = new();

    public string Path { get; } = System.IO.Path.GetFullPath(path);

    public void Write(ClusterDescription cluster)
    {
        lock (_gate)
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
            var draft = $"{Path}.{Environment.ProcessId}.tmp";
            PrivateFile.Write(draft, JsonSerializer.Serialize(cluster, Format));
            File.Move(draft, Path, overwrite: true);
        }
    }

    /// <returns>Null where there is no file, or none that this version understands.</returns>
    public ClusterDescription? Read()
    {
        try
        {
            return JsonSerializer.Deserialize<ClusterDescription>(File.ReadAllText(Path), Format);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Removes the file, unless another cluster has written it since.</summary>
    public void RemoveIfOf(int processId)
    {
        lock (_gate)
        {
            if (Read()?.Pids.GetValueOrDefault(ClusterPids.AppHost) == processId)
                File.Delete(Path);
        }
    }
}
