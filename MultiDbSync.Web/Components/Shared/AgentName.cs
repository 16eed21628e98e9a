namespace MultiDbSync.Web.Components.Shared;

/// <summary>A browser's long name of itself, as people call it.</summary>
public static class AgentName
{
    private static readonly (string Sign, string Name)[] Browsers =
        [("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari")];

    private static readonly (string Sign, string Name)[] Systems =
        [("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux")];

    /// <summary>Such as "Firefox on Linux"; what is not known is told as it is, shortened.</summary>
    public static string Of(string agent)
    {
        ArgumentNullException.ThrowIfNull(agent);
        if (agent.Length == 0)
            return "a program without a name";
        var browser = Find(Browsers, agent);
        var system = Find(Systems, agent);
        return browser is null ? (agent.Length <= 40 ? agent : agent[..40] + "…") : system is null ? browser : $"{browser} on {system}";
    }

    private static string? Find((string Sign, string Name)[] known, string agent) =>
        known.FirstOrDefault(entry => agent.Contains(entry.Sign, StringComparison.Ordinal)).Name;
}
