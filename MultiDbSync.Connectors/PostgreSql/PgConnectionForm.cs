using MultiDbSync.Connectors.Relational;
using MultiDbSync.Contracts.Databases;
using MultiDbSync.Engine.Connectors;
using Npgsql;

namespace MultiDbSync.Connectors.PostgreSql;

/// <summary>Fields of a PostgreSQL connection; both ways of capture share them.</summary>
internal sealed class PgConnectionForm(string title, string summary) : IConnectionForm
{
    private const string DefaultPort = "5432", DefaultTls = "Prefer", Tls = "tls";

    public string Title => title;

    public string Summary => summary;

    public string Example => "Host=server;Database=name;Username=role;Password=…";

    public IReadOnlyList<ConnectionField> Fields { get; } =
    [
        new(FieldText.Host, "Host", ConnectionFieldKind.Text, Required: true, Hint: "Name or address of the server."),
        new(FieldText.Port, "Port", ConnectionFieldKind.Number, Required: false, DefaultPort),
        new(FieldText.Database, "Database", ConnectionFieldKind.Text, Required: true),
        new(FieldText.Account, "Role", ConnectionFieldKind.Text, Required: true, Hint: "It needs CREATE on the database and the rights of the tables' owner."),
        new(FieldText.Password, "Password", ConnectionFieldKind.Secret, Required: false),
        new(Tls, "Encryption", ConnectionFieldKind.Text, Required: false, DefaultTls, $"One of {string.Join(", ", Enum.GetNames<SslMode>())}."),
    ];

    public string Compose(IReadOnlyDictionary<string, string> values)
    {
        var settings = new NpgsqlConnectionStringBuilder
        {
            Host = values[FieldText.Host],
            Port = FieldText.PortOf(values),
            Database = values[FieldText.Database],
            Username = values[FieldText.Account],
            SslMode = Enum.TryParse<SslMode>(values[Tls], ignoreCase: true, out var tls) ? tls : throw new ConnectionFieldException(Tls, $"Encryption is one of {string.Join(", ", Enum.GetNames<SslMode>())}."),
        };
        if (values.GetValueOrDefault(FieldText.Password) is { Length: > 0 } password) settings.Password = password;
        return settings.ConnectionString;
    }

    public NetworkEndpoint? EndpointOf(string connectionString)
    {
        try
        {
            var settings = new NpgsqlConnectionStringBuilder(connectionString);

            // A socket file, or several hosts of which the driver picks one.
            return string.IsNullOrWhiteSpace(settings.Host) || settings.Host.StartsWith('@') || settings.Host.AsSpan().IndexOfAny("/\\,") >= 0
                ? null
                : new NetworkEndpoint(settings.Host, settings.Port);
        }
        catch (ArgumentException)
        {
            // The test that follows says so.
            return null;
        }
    }

    public IReadOnlyList<string> FilesOf(string connectionString)
    {
        try
        {
            var settings = new NpgsqlConnectionStringBuilder(connectionString);
            return [.. new[] { settings.Passfile, settings.SslCertificate, settings.SslKey, settings.RootCertificate }.OfType<string>().Where(file => file.Length > 0)];
        }
        catch (ArgumentException)
        {
            return [];
        }
    }
}
