using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using MultiDbSync.Engine.Connectors;

namespace MultiDbSync.Engine.Storage.Secrets;

/// <summary>
/// Connection strings as the hub store keeps them: encrypted, as <c>env:NAME</c>, or plain where an older version wrote them. They are turned into what
/// connectors need only where a connector is made, so that one that can't be read stops its own database and no other.
/// </summary>
/// <param name="folder">The key ring, which API and worker share.</param>
public sealed class ConnectionSecrets(string folder)
{
    /// <summary>How an encrypted connection string begins.</summary>
    public const string Prefix = "mds-enc:1:";

    private readonly KeyRing _ring = new(folder);

    /// <summary>What the store is to keep for a connection string. What is encrypted or a reference already stays as it is.</summary>
    /// <exception cref="IOException">The key ring can't be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The key ring can't be written.</exception>
    public string Protect(string connectionString) =>
        IsStoredSafely(connectionString) ? connectionString : Prefix + _ring.ForWriting().Protect(connectionString);

    /// <summary>The connection string itself.</summary>
    /// <param name="node">Named in errors.</param>
    /// <exception cref="ConnectorException">The key or the environment variable is missing; the message says what to do and holds no value.</exception>
    public string Reveal(string node, string stored)
    {
        var text = stored.StartsWith(Prefix, StringComparison.Ordinal) ? Decrypt(node, stored[Prefix.Length..]) : stored;
        return EnvironmentReference.NameIn(text) is { } variable ? EnvironmentReference.Resolve(node, variable) : text;
    }

    /// <summary>False for a connection string that lies there for everybody to read.</summary>
    public static bool IsStoredSafely(string stored) => stored.StartsWith(Prefix, StringComparison.Ordinal) || EnvironmentReference.NameIn(stored) is not null;

    private string Decrypt(string node, string text)
    {
        if (!_ring.HasKeys) throw Unreadable(node, $"The key ring '{folder}' is missing or empty");
        try
        {
            return _ring.ForReading().Unprotect(text);
        }
        catch (CryptographicException)
        {
            // Keys that were put back or made by another process since are read from the folder anew, once.
        }

        try
        {
            return _ring.Reopened().Unprotect(text);
        }
        catch (CryptographicException)
        {
            throw Unreadable(node, $"The key ring '{folder}' does not hold the key it was encrypted with");
        }
    }

    private static ConnectorException Unreadable(string node, string reason) => new(
        ConnectorErrorClass.Permanent, node,
        $"The connection string can't be decrypted. {reason}. Put the folder's files back from the backup that belongs to this hub store; nothing is lost until then. See docs/security.md, \"Keys\".");
}
