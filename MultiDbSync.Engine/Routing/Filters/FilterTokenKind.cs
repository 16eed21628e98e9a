namespace MultiDbSync.Engine.Routing.Filters;

internal enum FilterTokenKind
{
    /// <summary>A bare word: a column or a keyword.</summary>
    Word,

    /// <summary>A column's name in double quotes.</summary>
    Quoted,

    /// <summary>A number.</summary>
    Number,

    /// <summary>Text in single quotes.</summary>
    Text,

    /// <summary>Bytes: <c>x'00FF'</c>.</summary>
    Binary,

    /// <summary>An operator, comma or parenthesis.</summary>
    Symbol,

    /// <summary>Behind the last one.</summary>
    End,
}
