namespace MultiDbSync.Api.Identity.Passwords;

/// <summary>Passwords that guessers try first, from the list that ships with the program.</summary>
internal sealed class CommonPasswords
{
    private readonly HashSet<string> _known = Load();

    /// <summary>True for a listed password in any case, also when digits and signs were only put behind it, or when it merely repeats itself.</summary>
    public bool Contains(string password)
    {
        var text = password.Trim().ToLowerInvariant();
        var word = text.TrimEnd([.. "0123456789!?.,;:-_+*#@$%&/()= "]);
        return _known.Contains(text) || _known.Contains(word) || Repeats(text);
    }

    // "aaaaaaaaaaaa", "123123123123", "passwordpassword"
    private bool Repeats(string text)
    {
        for (var length = 1; length <= text.Length / 2; length++)
        {
            if (length > 4 && !_known.Contains(text[..length])) continue;
            if (text.Length % length == 0 && text == string.Concat(Enumerable.Repeat(text[..length], text.Length / length))) return true;
        }

        return false;
    }

    private static HashSet<string> Load()
    {
        using var stream = typeof(CommonPasswords).Assembly.GetManifestResourceStream("common-passwords.txt")
            ?? throw new InvalidOperationException("The list of common passwords is missing from the assembly.");
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
    }
}
