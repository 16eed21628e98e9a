using System.Text.Json;

namespace MultiDbSync.AppHost.Servers;

/// <summary>The hidden verb by which this program starts itself as the guard of a server.</summary>
internal static class ServerVerb
{
    private const string Verb = "guard-server";

    /// <summary>The command as one argument. What is secret in it goes by the environment, which this leaves out.</summary>
    public static string[] Arguments(ServerCommand command) =>
        [Verb, JsonSerializer.Serialize(command with { Environment = new Dictionary<string, string>() })];

    /// <returns>The exit code, or null where the arguments are not this verb.</returns>
    public static Task<int>? TryRun(string[] args) =>
        args is [Verb, var command] ? GuardedServer.RunAsync(JsonSerializer.Deserialize<ServerCommand>(command)!) : null;
}
