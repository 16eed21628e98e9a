using System.Globalization;
using System.Text;

namespace MultiDbSync.Engine.Schema;

/// <summary>
/// One spelling for all texts that an engine takes for one key. It may take two for one that the engine keeps apart (then a person is asked), never the
/// other way round. Tests compare it with real servers: all of the first plane for the simple collations; for the Unicode algorithm letters and digits of
/// living alphabets, since a few rare signs (medieval letters, small letters set above others) are left out.
/// </summary>
internal static class KeyFolding
{
    private const KeyEquality Unicode = KeyEquality.IgnoreUnicodeCase | KeyEquality.IgnoreAccents | KeyEquality.IgnoreUnweighted;

    public static string Fold(string text, KeyEquality equality)
    {
        if (equality.HasFlag(KeyEquality.TrimTrailingSpaces)) text = text.TrimEnd(' ');
        if ((equality & Unicode) != 0 && !Ascii.IsValid(text)) text = FoldUnicode(text, equality);
        else if (equality.HasFlag(KeyEquality.SwedishLetters)) text = text.Replace('[', 'A').Replace('\\', 'A').Replace(']', 'O');
        else if (equality.HasFlag(KeyEquality.IgnoreUnweighted)) text = string.Concat(text.Where(c => !char.IsControl(c)));
        if ((equality & (KeyEquality.IgnoreCase | KeyEquality.IgnoreUnicodeCase)) != 0) text = string.Concat(text.Select(c => char.IsAsciiLetterLower(c) ? (char)(c - 32) : c));

        // What is left may end in spaces that a character without a weight had hidden.
        return equality.HasFlag(KeyEquality.TrimTrailingSpaces) ? text.TrimEnd(' ') : text;
    }

    private static string FoldUnicode(string text, KeyEquality equality)
    {
        var folded = new StringBuilder(text.Length + 8);
        if (equality.HasFlag(KeyEquality.SwedishLetters)) text = text.Replace('ü', 'y').Replace('Ü', 'Y').Replace('[', 'A').Replace('\\', 'A').Replace(']', 'O');
        var letters = (equality & (KeyEquality.IgnoreUnicodeCase | KeyEquality.IgnoreAccents)) != 0;
        foreach (var rune in Decompose(text).EnumerateRunes())
        {
            if (rune.Value > 0xFFFF && equality.HasFlag(KeyEquality.OneBeyondBmp)) folded.Append('\uFFFD');
            else if (!IsUnweighted(rune, equality)) Append(folded, rune, equality, letters);
        }

        return folded.ToString();
    }

    // A lone surrogate is no text; it stays as it is.
    private static string Decompose(string text)
    {
        try
        {
            return FoldedLetters.Split(text).Normalize(NormalizationForm.FormKD);
        }
        catch (ArgumentException)
        {
            return text;
        }
    }

    private static bool IsUnweighted(Rune rune, KeyEquality equality) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.SpacingCombiningMark =>
            equality.HasFlag(KeyEquality.IgnoreAccents) || (equality.HasFlag(KeyEquality.IgnoreUnweighted) && rune.Value is 0x034F or (>= 0xFE00 and <= 0xFE0F)),
        UnicodeCategory.Control or UnicodeCategory.Format => equality.HasFlag(KeyEquality.IgnoreUnweighted),
        _ => false,
    };

    private static void Append(StringBuilder folded, Rune rune, KeyEquality equality, bool letters)
    {
        // Digits of all scripts are one, numbers of other kinds (Ethiopic, Roman) with them.
        if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.DecimalDigitNumber or UnicodeCategory.OtherNumber or UnicodeCategory.LetterNumber
            && Rune.GetNumericValue(rune) is >= 0 and <= 9 and var number && number == Math.Floor(number))
        {
            folded.Append((char)('0' + (int)number));
            return;
        }

        if (!letters)
        {
            folded.Append(rune);
            return;
        }

        var upper = Rune.ToUpperInvariant(rune);
        var one = FoldedLetters.OneOf(upper.Value);
        if (!equality.HasFlag(KeyEquality.IgnoreAccents) || FoldedLetters.PlainOf(one) is not { } plain) folded.Append(new Rune(one));
        else folded.Append(equality.HasFlag(KeyEquality.ExpandLetters) ? plain : plain[..1]);
    }
}
