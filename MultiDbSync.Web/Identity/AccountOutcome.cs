using MultiDbSync.Contracts.Users;

namespace MultiDbSync.Web.Identity;

/// <summary>A sign-in, or in words why there is none.</summary>
internal sealed record AccountOutcome(SignInResponse? SignIn, string? Error);
