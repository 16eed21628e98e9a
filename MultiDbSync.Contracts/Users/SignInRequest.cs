namespace MultiDbSync.Contracts.Users;

/// <summary>Body of <c>POST /api/auth/login</c>.</summary>
public sealed record SignInRequest(string Email, string Password)
{
    /// <summary>Without what is secret: it may end up in a log.</summary>
    public override string ToString() => nameof(SignInRequest);
}
