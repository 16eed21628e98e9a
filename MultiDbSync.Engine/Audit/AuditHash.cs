using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace MultiDbSync.Engine.Audit;

/// <summary>
/// SHA-256 over an entry and the hash before it. Every text is preceded by its length in bytes, an absent one by -1: no two entries have one encoding.
/// </summary>
internal static class AuditHash
{
    private const string Version = "multidbsync-audit-1";

    public static string Of(long id, AuditEntry entry, string previous)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, Version);
        Add(hash, previous);
        Add(hash, id);
        Add(hash, entry.At.ToUnixTimeMilliseconds());
        foreach (var text in new[] { entry.Actor, entry.Address, entry.Action, entry.Subject, entry.Before, entry.After, entry.Outcome.ToString(), entry.TraceId }) Add(hash, text);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Add(IncrementalHash hash, string? text)
    {
        if (text is null)
        {
            Add(hash, -1L);
            return;
        }

        var bytes = Encoding.UTF8.GetBytes(text);
        Add(hash, bytes.LongLength);
        hash.AppendData(bytes);
    }

    private static void Add(IncrementalHash hash, long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        hash.AppendData(bytes);
    }
}
