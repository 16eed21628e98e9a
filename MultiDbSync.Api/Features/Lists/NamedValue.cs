namespace MultiDbSync.Api.Features.Lists;

/// <summary>Filters by the name of an enum's value.</summary>
internal static class NamedValue
{
    /// <summary>The value, or null when nothing was asked for; what can't be used is told in <paramref name="errors"/>.</summary>
    public static TEnum? Read<TEnum>(string name, string? text, Dictionary<string, string> errors)
        where TEnum : struct, Enum
    {
        if (string.IsNullOrEmpty(text)) return null;
        if (Enum.TryParse<TEnum>(text, ignoreCase: true, out var value) && Enum.IsDefined(value) && !char.IsAsciiDigit(text[0])) return value;
        errors[name] = $"'{name}' is one of {string.Join(", ", Enum.GetNames<TEnum>())}.";
        return null;
    }
}
