namespace MultiDbSync.Contracts.Users;

/// <summary>Body of <c>POST /api/auth/setup</c>: the first administrator, by the one-time token that the start printed.</summary>
public sealed record SetupRequest(string Token, string Email, string Password)
{
    /// <summary>Without what is secret: it may end up in a log.</summary>
    public override string ToString() => $"{nameof(SetupRequest)} {{ {nameof(Email)} = {Email} }}";
}
