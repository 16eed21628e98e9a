namespace MultiDbSync.Contracts.Users;

/// <summary>A new API key: the only answer that ever holds the key itself.</summary>
/// <param name="Key">To be sent as <c>Authorization: Bearer</c>.</param>
public sealed record CreatedApiKey(string Key, ApiKeySummary Summary)
{
    /// <summary>Without what is secret: it may end up in a log.</summary>
    public override string ToString() => $"{nameof(CreatedApiKey)} {{ {nameof(Summary)} = {Summary} }}";
}
