namespace MultiDbSync.Engine.Schema;

/// <summary>Letters that engines take for others although neither case nor decomposition says so. All in upper case.</summary>
internal static class FoldedLetters
{
    private const int GeorgianCapitals = 0x10A0, GeorgianCapitalsEnd = 0x10C5, GeorgianLetters = 0x10D0, GeorgianModern = 0x1C90, GeorgianModernEnd = 0x1CBF,
        Hiragana = 0x3041, HiraganaEnd = 0x3094, Katakana = 0x30A1;

    /// <summary>The letter that stands for this one and its equals: final letters of Hebrew, the two capital alphabets of Georgian, the two
    /// alphabets of Japanese and their small letters, capital sharp s.</summary>
    public static int OneOf(int upper) => upper switch
    {
        'ך' => 'כ',
        'ם' => 'מ',
        'ן' => 'נ',
        'ף' => 'פ',
        'ץ' => 'צ',
        'ẞ' => 'ß',
        'ヵ' or 'ゕ' => 'カ',
        'ヶ' or 'ゖ' => 'ケ',
        >= Hiragana and <= HiraganaEnd => OneOf(upper - Hiragana + Katakana),
        'ァ' or 'ィ' or 'ゥ' or 'ェ' or 'ォ' or 'ッ' or 'ャ' or 'ュ' or 'ョ' or 'ヮ' => upper + 1,
        >= GeorgianCapitals and <= GeorgianCapitalsEnd => upper - GeorgianCapitals + GeorgianLetters,
        >= GeorgianModern and <= GeorgianModernEnd => upper - GeorgianModern + GeorgianLetters,
        _ => upper,
    };

    /// <summary>Before decomposition: letters that it splits in another way than the algorithm does.</summary>
    public static string Split(string text) => text.IndexOfAny(['Ŀ', 'ŀ', 'ͺ', 'ƾ', 'ʦ', 'ʣ']) < 0
        ? text
        : text.Replace('Ŀ', 'L').Replace('ŀ', 'l').Replace('ͺ', 'Ι').Replace("ƾ", "ts", StringComparison.Ordinal).Replace("ʦ", "ts", StringComparison.Ordinal)
            .Replace("ʣ", "dz", StringComparison.Ordinal);

    /// <summary>The plain letters of one that accents or joining make, or null.</summary>
    public static string? PlainOf(int upper) => upper switch
    {
        'ß' => "SS",
        'Æ' => "AE",
        'Œ' => "OE",
        'Ø' => "O",
        'Đ' or 'Ð' => "D",
        'Ħ' => "H",
        'Ł' => "L",
        'Ŧ' => "T",
        'ı' => "I",
        'Ґ' => "Г",
        '\u0345' => "\u0399",
        _ => null,
    };
}
