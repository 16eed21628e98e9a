using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;

namespace MultiDbSync.Engine.Storage.Secrets;

/// <summary>
/// The keys of connection strings: a Data Protection key ring of its own, apart from those of sign-ins. A new key is made every 90 days; old ones are kept
/// for what they encrypted.
/// </summary>
internal sealed class KeyRing(string folder)
{
    // Part of what is encrypted: another name reads nothing that was written before.
    private const string Application = "MultiDbSync.Hub";
    private const string Purpose = "MultiDbSync.ConnectionStrings.v1";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly Lock _gate = new();
    private IDataProtector? _protector;

    /// <summary>False where nothing can be decrypted. Asked before reading, since reading would make a key in an empty ring.</summary>
    public bool HasKeys => Directory.Exists(folder) && Directory.EnumerateFiles(folder, "key-*.xml").Any();

    /// <summary>Makes the folder and its first key where there are none.</summary>
    public IDataProtector ForWriting()
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else if (!Directory.Exists(folder)) Directory.CreateDirectory(folder, OwnerOnly);

        // Always by the files as they are: a key that is only in memory any more would be lost with the process, and the value with it.
        return Reopened();
    }

    public IDataProtector ForReading() => Current();

    /// <summary>The same from the files as they are now.</summary>
    public IDataProtector Reopened()
    {
        lock (_gate) return _protector = Open();
    }

    private IDataProtector Current()
    {
        lock (_gate) return _protector ??= Open();
    }

    private IDataProtector Open()
    {
        var services = new ServiceCollection();
        services.AddDataProtection().SetApplicationName(Application).PersistKeysToFileSystem(new DirectoryInfo(folder));
        return services.BuildServiceProvider().GetRequiredService<IDataProtectionProvider>().CreateProtector(Purpose);
    }
}
