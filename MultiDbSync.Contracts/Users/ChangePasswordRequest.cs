namespace MultiDbSync.Contracts.Users;

/// <summary>Body of <c>POST /api/auth/password</c>; answers a <see cref="SignInResponse"/> for the session that goes on.</summary>
public sealed record ChangePasswordRequest(string Current, string Password)
{
    /// <summary>Without what is secret: it may end up in a log.</summary>
    public override string ToString() => nameof(ChangePasswordRequest);
}
