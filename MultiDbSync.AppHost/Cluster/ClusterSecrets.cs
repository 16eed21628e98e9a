using System.Security.Cryptography;

namespace MultiDbSync.AppHost.Cluster;

/// <summary>Random secrets of one data folder, made at its first start and kept there.</summary>
internal sealed class ClusterSecrets(string folder)
{
    public string OperatorKeyFile { get; } = Path.Combine(folder, "operator-key");

    /// <summary>Lets its holder create the first administrator, once.</summary>
    public string SetupToken() => ReadOrMake(Path.Combine(folder, "setup-token"));

    /// <summary>Acts as role Operator on the API.</summary>
    public string OperatorKey() => ReadOrMake(OperatorKeyFile);

    /// <summary>The password of an account on one of the cluster's database servers.</summary>
    public string Password(string account) => ReadOrMake(Path.Combine(folder, $"{account}-password"));

    /// <summary>To call once an administrator exists: the token is worth nothing any more.</summary>
    public void ForgetSetupToken() => File.Delete(Path.Combine(folder, "setup-token"));

    private static string ReadOrMake(string path)
    {
        if (File.Exists(path) && File.ReadAllText(path).Trim() is { Length: >= 32 } kept)
            return kept;

        var made = RandomNumberGenerator.GetHexString(48, lowercase: true);
        PrivateFile.Write(path, made);
        return made;
    }
}
