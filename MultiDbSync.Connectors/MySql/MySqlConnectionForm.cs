using MultiDbSync.Connectors.Relational;
using MultiDbSync.Contracts.Databases;
using MultiDbSync.Engine.Connectors;
using MySqlConnector;

namespace MultiDbSync.Connectors.MySql;

/// <summary>Fields of a MySQL or MariaDB connection.</summary>
internal sealed class MySqlConnectionForm : IConnectionForm
{
    private const string DefaultPort = "3306", DefaultTls = "Preferred", Tls = "tls";

    public string Title => "MySQL, MariaDB";

    public string Summary => "MySQL 8.0 or MariaDB 10.6, or later. Changes are captured by triggers.";

    public string Example => "Server=server;Database=name;User ID=account;Password=…";

    public IReadOnlyList<ConnectionField> Fields { get; } =
    [
        new(FieldText.Host, "Host", ConnectionFieldKind.Text, Required: true, Hint: "Name or address of the server."),
        new(FieldText.Port, "Port", ConnectionFieldKind.Number, Required: false, DefaultPort),
        new(FieldText.Database, "Database", ConnectionFieldKind.Text, Required: true),
        new(FieldText.Account, "Account", ConnectionFieldKind.Text, Required: true, Hint: "The test says which GRANT it lacks."),
        new(FieldText.Password, "Password", ConnectionFieldKind.Secret, Required: false),
        new(Tls, "Encryption", ConnectionFieldKind.Text, Required: false, DefaultTls, $"One of {string.Join(", ", Enum.GetNames<MySqlSslMode>())}."),
    ];

    public string Compose(IReadOnlyDictionary<string, string> values)
    {
        var settings = new MySqlConnectionStringBuilder
        {
            Server = values[FieldText.Host],
            Port = (uint)FieldText.PortOf(values),
            Database = values[FieldText.Database],
            UserID = values[FieldText.Account],
            SslMode = Enum.TryParse<MySqlSslMode>(values[Tls], ignoreCase: true, out var tls) ? tls : throw new ConnectionFieldException(Tls, $"Encryption is one of {string.Join(", ", Enum.GetNames<MySqlSslMode>())}."),
        };
        if (values.GetValueOrDefault(FieldText.Password) is { Length: > 0 } password) settings.Password = password;
        return settings.ConnectionString;
    }

    public NetworkEndpoint? EndpointOf(string connectionString)
    {
        try
        {
            var settings = new MySqlConnectionStringBuilder(connectionString);

            // A socket file, or several hosts of which the driver picks one.
            return settings.ConnectionProtocol != MySqlConnectionProtocol.Sockets || string.IsNullOrWhiteSpace(settings.Server) || settings.Server.AsSpan().IndexOfAny("/\\,") >= 0
                ? null
                : new NetworkEndpoint(settings.Server, (int)settings.Port);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidOperationException)
        {
            // The test that follows says so.
            return null;
        }
    }

    public IReadOnlyList<string> FilesOf(string connectionString)
    {
        try
        {
            var settings = new MySqlConnectionStringBuilder(connectionString);
            return [.. new[] { settings.CertificateFile, settings.SslCert, settings.SslKey, settings.SslCa, settings.ServerRsaPublicKeyFile }.Where(file => !string.IsNullOrEmpty(file))];
        }
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidOperationException)
        {
            return [];
        }
    }
}
