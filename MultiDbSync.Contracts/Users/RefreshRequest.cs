namespace MultiDbSync.Contracts.Users;

/// <summary>Body of <c>POST /api/auth/refresh</c>; answers a <see cref="SignInResponse"/>.</summary>
public sealed record RefreshRequest(string RefreshToken)
{
    /// <summary>Without what is secret: it may end up in a log.</summary>
    public override string ToString() => nameof(RefreshRequest);
}
