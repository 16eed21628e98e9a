using System.Globalization;
using MultiDbSync.Engine.Connectors;

namespace MultiDbSync.Connectors.Relational;

/// <summary>Reads the fields of a connection.</summary>
internal static class FieldText
{
    private const int LargestPort = 65535;

    public const string Host = "host", Port = "port", Database = "database", Account = "account", Password = "password";

    /// <exception cref="ConnectionFieldException">It is no port.</exception>
    public static int PortOf(IReadOnlyDictionary<string, string> values) =>
        int.TryParse(values[Port], NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= LargestPort
            ? port
            : throw new ConnectionFieldException(Port, $"A port is a number from 1 to {LargestPort}.");
}
