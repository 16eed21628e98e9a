using System.Security.Cryptography;
using System.Text;

namespace MultiDbSync.Api.Identity;

/// <summary>Compares secrets in a time that tells nothing of their content.</summary>
internal static class Secret
{
    /// <summary>False also when no secret is configured.</summary>
    public static bool Matches(string? expected, string? given) =>
        !string.IsNullOrEmpty(expected) && !string.IsNullOrEmpty(given) &&
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(expected)), SHA256.HashData(Encoding.UTF8.GetBytes(given)));
}
