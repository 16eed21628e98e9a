namespace MultiDbSync.Api.Features.Users;

/// <summary>Who changed whose account.</summary>
internal sealed partial class UserLog(ILogger<UserLog> logger)
{
    [LoggerMessage(Level = LogLevel.Information, Message = "User {UserId} has role {Role}, disabled {Disabled}, by {Actor}")]
    public partial void Changed(string userId, string role, bool disabled, string actor);
}
