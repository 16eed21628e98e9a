namespace MultiDbSync.Contracts.Databases;

/// <summary>A connection to try: by its string, or by the fields of its make. Nothing of it is kept.</summary>
public sealed record TestConnectionRequest(string Make, string? ConnectionString = null, IReadOnlyDictionary<string, string>? Fields = null)
{
    /// <summary>Without what is secret: it may end up in a log.</summary>
    public override string ToString() => $"{nameof(TestConnectionRequest)} {{ {nameof(Make)} = {Make} }}";
}
