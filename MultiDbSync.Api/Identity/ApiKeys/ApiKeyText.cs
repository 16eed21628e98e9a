using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace MultiDbSync.Api.Identity.ApiKeys;

/// <summary>How keys look: a prefix by which people and secret scanners know them, then 256 random bits.</summary>
internal static class ApiKeyText
{
    public const string Prefix = "mds_";

    private const int RandomBytes = 32;
    private const int ShownCharacters = 10;
    private const string Bearer = "Bearer ";

    public static string Create() => Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes));

    public static string HashOf(string key) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    public static string StartOf(string key) => key[..ShownCharacters];

    /// <summary>The key of <c>Authorization: Bearer mds_…</c>, or null.</summary>
    public static string? Of(HttpRequest request) =>
        request.Headers.Authorization is [{ } header] && header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
        && header.AsSpan(Bearer.Length).Trim().StartsWith(Prefix, StringComparison.Ordinal)
            ? header[Bearer.Length..].Trim()
            : null;
}
