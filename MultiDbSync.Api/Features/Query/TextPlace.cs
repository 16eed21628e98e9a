namespace MultiDbSync.Api.Features.Query;

/// <summary>A place in a text, also as people count it: lines and columns from 1.</summary>
internal sealed record TextPlace(int Offset, int Line, int Column)
{
    public static TextPlace Of(string text, int offset)
    {
        var at = Math.Clamp(offset, 0, text.Length);
        var before = text.AsSpan(0, at);
        return new TextPlace(at, before.Count('\n') + 1, at - before.LastIndexOf('\n'));
    }
}
