namespace MultiDbSync.Contracts.Users;

/// <summary>Body of <c>POST /api/auth/login</c>.</summary>
public sealed record SignInRequest(string Email, string Password);
