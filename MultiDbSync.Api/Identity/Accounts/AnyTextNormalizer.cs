using Microsoft.AspNetCore.Identity;

namespace MultiDbSync.Api.Identity.Accounts;

/// <summary>Identity's own, but for texts that Unicode can't normalise (U+FFFE, half a surrogate pair): people send them as addresses, and nobody has such a one.</summary>
internal sealed class AnyTextNormalizer : ILookupNormalizer
{
    private readonly UpperInvariantLookupNormalizer _usual = new();

    public string? NormalizeName(string? name) => Normalize(name, _usual.NormalizeName);

    public string? NormalizeEmail(string? email) => Normalize(email, _usual.NormalizeEmail);

    private static string? Normalize(string? text, Func<string?, string?> usual)
    {
        try
        {
            return usual(text);
        }
        catch (ArgumentException)
        {
            // There is no way to ask before.
            return text!.ToUpperInvariant();
        }
    }
}
