namespace MultiDbSync.Api.Features.Auth;

/// <summary>Who came in and who did not. No addresses of people that may not exist, no passwords, no tokens.</summary>
internal sealed partial class AuthLog(ILogger<AuthLog> logger)
{
    [LoggerMessage(Level = LogLevel.Information, Message = "User {UserId} signed in from {Address}")]
    public partial void SignedIn(string userId, string address);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A sign-in from {Address} failed")]
    public partial void Failed(string address);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Sign-ins from {Address} to one account are locked for a while")]
    public partial void Locked(string address);

    [LoggerMessage(Level = LogLevel.Information, Message = "User {UserId} registered from {Address} with role {Role}")]
    public partial void Registered(string userId, string address, string role);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A first-administrator setup from {Address} was refused: wrong token")]
    public partial void SetupRefused(string address);
}
