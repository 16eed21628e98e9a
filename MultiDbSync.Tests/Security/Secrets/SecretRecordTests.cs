using System.Reflection;
using System.Runtime.CompilerServices;
using MultiDbSync.Api;
using MultiDbSync.AppHost.LocalCluster;
using MultiDbSync.Connectors.Sqlite;
using MultiDbSync.Contracts.Databases;
using MultiDbSync.Engine.Topology;
using MultiDbSync.SyncWorker.Mail;
using MultiDbSync.Web.Identity;

namespace MultiDbSync.Tests.Security.Secrets;

/// <summary>A record prints all that it holds, into a log or an error, unless somebody keeps it from doing so.</summary>
public sealed class SecretRecordTests
{
    private const string Canary = "canary-of-a-record";

    private static readonly Assembly[] Product =
    [
        typeof(ApiMarker).Assembly, typeof(TestConnectionRequest).Assembly, typeof(NodeInfo).Assembly, typeof(SqliteConnectorFactory).Assembly, typeof(MailOptions).Assembly,
        typeof(TokenVault).Assembly, typeof(TelemetryTarget).Assembly,
    ];

    // Names that hold a secret in whatever record, and those that do where people and their sessions are meant: a row has a key, too.
    private static readonly string[] Secrets = ["ConnectionString", "Password", "Secret", "ApiKey", "AccessToken", "RefreshToken"];
    private static readonly string[] SecretsOfPeople = ["Token", "Key", "Current", "Access", "Refresh"];

    [Fact]
    public void Record_WithASecret_DoesNotPrintIt()
    {
        var found = new List<string>();
        foreach (var record in Product.SelectMany(a => a.GetTypes()).Where(t => !t.ContainsGenericParameters && t.GetMethod("<Clone>$") is not null))
        {
            var secret = record.GetProperties().Where(p => p.PropertyType == typeof(string) && IsSecret(record, p.Name)).ToList();
            if (secret.Count == 0) continue;
            found.Add(record.Name);
            var one = RuntimeHelpers.GetUninitializedObject(record);
            foreach (var property in secret) property.SetValue(one, Canary);
            Assert.True(one.ToString() is { Length: > 0 } text && !text.Contains(Canary, StringComparison.Ordinal), $"{record.Name} prints its {string.Join(" or ", secret.Select(p => p.Name))}.");
        }

        Assert.All(
            ["NodeInfo", "AddDatabaseRequest", "TestConnectionRequest", "SignInRequest", "SignInResponse", "CreatedApiKey", "SessionToken", "SampleDatabase", "TelemetryTarget"],
            name => Assert.Contains(name, found));
    }

    [Fact]
    public void Fields_OfAConnection_AreNotPrinted()
    {
        var fields = new Dictionary<string, string> { ["password"] = Canary };
        Assert.DoesNotContain(Canary, new TestConnectionRequest("mysql", Fields: fields).ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, new AddDatabaseRequest("a", "mysql", null, null, Fields: fields).ToString(), StringComparison.Ordinal);
    }

    private static bool IsSecret(Type record, string name) =>
        Secrets.Any(s => name.EndsWith(s, StringComparison.Ordinal))
        || (SecretsOfPeople.Contains(name) && (record.Namespace!.EndsWith(".Users", StringComparison.Ordinal) || record.Namespace.Contains(".Identity", StringComparison.Ordinal)));
}
