namespace MultiDbSync.Api.Identity.ApiKeys;

/// <summary>An API key, without the key: only its hash is kept.</summary>
public sealed class ApiKeyEntity
{
    /// <summary>Number.</summary>
    public long Id { get; set; }

    /// <summary>What it is for.</summary>
    public required string Name { get; set; }

    /// <summary>SHA-256 of the key. The key has 256 random bits: nothing slower is needed against guessing.</summary>
    public required string Hash { get; set; }

    /// <summary>How it begins.</summary>
    public required string Start { get; set; }

    /// <summary>Separated by spaces.</summary>
    public required string Scopes { get; set; }

    /// <summary>Who made it.</summary>
    public required string CreatedBy { get; set; }

    /// <summary>When.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>From then on it is worth nothing.</summary>
    public DateTimeOffset ExpiresAt { get; set; }

    /// <summary>To the minute.</summary>
    public DateTimeOffset? LastUsedAt { get; set; }
}
