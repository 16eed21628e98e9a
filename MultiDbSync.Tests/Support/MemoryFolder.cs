using System.Globalization;

namespace MultiDbSync.Tests.Support;

/// <summary>A temporary folder in memory-backed storage where the system has it: synchronising a file costs nothing there.</summary>
internal sealed class MemoryFolder : IDisposable
{
    private const string Memory = "/dev/shm";

    public string Path { get; } = Directory.CreateDirectory(
        System.IO.Path.Combine(Directory.Exists(Memory) ? Memory : System.IO.Path.GetTempPath(), "mds-" + System.IO.Path.GetRandomFileName())).FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>A folder within.</summary>
    public string Create(int number) => Directory.CreateDirectory(File(number.ToString(CultureInfo.InvariantCulture))).FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
