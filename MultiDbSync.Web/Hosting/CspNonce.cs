using System.Security.Cryptography;

namespace MultiDbSync.Web.Hosting;

/// <summary>The one-time value by which a response allows its own inline script.</summary>
internal sealed class CspNonce
{
    public string Value { get; } = Convert.ToBase64String(RandomNumberGenerator.GetBytes(18));
}
