using System.Text.RegularExpressions;
using MultiDbSync.Engine.Connectors;

namespace MultiDbSync.Engine.Storage.Secrets;

/// <summary><c>env:NAME</c> in the place of a whole connection string: the value stays in the environment of API and worker, and is looked up at each use.</summary>
internal static partial class EnvironmentReference
{
    /// <summary>The variable's name, or null for a text that is a connection string of its own.</summary>
    public static string? NameIn(string text) => Pattern().Match(text) is { Success: true } match ? match.Groups[1].Value : null;

    /// <exception cref="ConnectorException">The variable is not set.</exception>
    public static string Resolve(string node, string variable)
    {
        var value = Environment.GetEnvironmentVariable(variable);
        if (string.IsNullOrWhiteSpace(value))
        {
            throw new ConnectorException(
                ConnectorErrorClass.Permanent, node, $"The environment variable '{variable}', which holds the connection string, is not set. Set it for the API and for the sync worker, and start them again.");
        }

        // One step and no further: a value can't lead to other variables, or to what is encrypted in the store.
        if (ConnectionSecrets.IsStoredSafely(value))
            throw new ConnectorException(ConnectorErrorClass.Permanent, node, $"The environment variable '{variable}' must hold the connection string itself, not a reference to one.");
        return value;
    }

    [GeneratedRegex(@"^\s*env:([A-Za-z_][A-Za-z0-9_]{0,127})\s*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
