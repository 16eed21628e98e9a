namespace MultiDbSync.Contracts.Users;

/// <summary>Body of <c>POST /api/auth/register</c>: a new account with role Viewer.</summary>
public sealed record RegisterRequest(string Email, string Password)
{
    /// <summary>Without what is secret: it may end up in a log.</summary>
    public override string ToString() => nameof(RegisterRequest);
}
