namespace MultiDbSync.Contracts.Users;

/// <summary>Body of <c>POST /api/auth/refresh</c>; answers a <see cref="SignInResponse"/>.</summary>
public sealed record RefreshRequest(string RefreshToken);
