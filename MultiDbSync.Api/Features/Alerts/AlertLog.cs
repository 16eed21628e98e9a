namespace MultiDbSync.Api.Features.Alerts;

/// <summary>Who has taken note of what.</summary>
internal sealed partial class AlertLog(ILogger<AlertLog> logger)
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Alert {Id} ({Kind} of {Subject}) acknowledged by {Actor}")]
    public partial void Acknowledged(long id, string kind, string subject, string actor);
}
