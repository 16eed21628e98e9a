namespace MultiDbSync.Api.Identity.Sessions;

/// <summary>Where a sign-in came from, for the person to recognise.</summary>
internal sealed record SessionOrigin(string Address, string Agent)
{
    private const int LongestAgent = 256;

    public static SessionOrigin Of(HttpContext http)
    {
        var agent = http.Request.Headers.UserAgent.ToString();
        return new SessionOrigin(
            http.Connection.RemoteIpAddress?.ToString() ?? "", string.Concat(agent.Take(LongestAgent).Select(c => char.IsControl(c) ? ' ' : c)));
    }
}
