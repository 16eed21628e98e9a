namespace MultiDbSync.Contracts.Users;

/// <summary>Body of <c>GET /api/auth/setup</c>.</summary>
/// <param name="Needed">True while there is no administrator.</param>
/// <param name="RegistrationOpen">Whether people may register by themselves.</param>
public sealed record SetupStatus(bool Needed, bool RegistrationOpen);
