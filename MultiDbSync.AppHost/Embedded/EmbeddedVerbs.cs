using System.Globalization;
using MultiDbSync.AppHost.Servers;

namespace MultiDbSync.AppHost.Embedded;

/// <summary>
/// Hidden verbs: this program starts itself with them, so that each part is a process that can be killed and restarted on its own.
/// </summary>
internal static class EmbeddedVerbs
{
    private const string Garnet = "garnet";
    private const string Guard = "guard";

    public static string[] GarnetArguments(int port) => [Garnet, port.ToString(CultureInfo.InvariantCulture)];

    /// <summary>Runs a command that does not watch its parent itself.</summary>
    public static string[] GuardArguments(string command, params IEnumerable<string> arguments) => [Guard, command, .. arguments];

    /// <returns>The exit code, or null where the arguments are none of these verbs.</returns>
    public static Task<int>? TryRun(string[] args) => args switch
    {
        [Garnet, var port] => GarnetHost.RunAsync(int.Parse(port, CultureInfo.InvariantCulture)),
        [Guard, var command, .. var arguments] => GuardedCommand.RunAsync(command, arguments),
        _ => ServerVerb.TryRun(args),
    };
}
