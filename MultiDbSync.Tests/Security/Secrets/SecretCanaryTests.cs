using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MultiDbSync.Contracts;
using MultiDbSync.Contracts.Databases;
using MultiDbSync.Contracts.Mail;
using MultiDbSync.Contracts.Query;
using MultiDbSync.Contracts.Runs;
using MultiDbSync.Contracts.Users;
using MultiDbSync.Engine.Storage;
using MultiDbSync.SyncWorker.Hosting;
using MultiDbSync.Tests.Api;
using MultiDbSync.Tests.Support;
using MultiDbSync.Tests.Worker.Mail;

namespace MultiDbSync.Tests.Security.Secrets;

/// <summary>API and worker work, and fail, with secrets that are easy to recognise: none turns up in a log, a trace, an answer, on Redis or in a file.</summary>
public sealed class SecretCanaryTests(RedisFixture redis) : IClassFixture<RedisFixture>, IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);
    private static readonly string[] Makes = ["postgresql", "postgresql-logical", "mysql"];

    private readonly Dictionary<string, string> _secrets = new(StringComparer.Ordinal);
    private readonly List<string> _answers = [];
    private readonly RecordedLogs _logs = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Secrets_OfWorkingAndFailingServices_TurnUpNowhere()
    {
        Assert.SkipWhen(redis.MissingReason is not null, redis.MissingReason ?? "");
        using var activities = new RecordedActivities();
        await using var published = await RecordedRedis.ListenAsync(redis.ConnectionString);
        await using var mails = new SmtpListener();
        mails.Start();
        using var api = new ApiFactory
        {
            Replace = services => services.AddSingleton<ILoggerProvider>(_logs).PostConfigure<LoggerFilterOptions>(o =>
            {
                o.MinLevel = LogLevel.Trace;
                o.Rules.Clear();
            }),
        }.With("ConnectionStrings:redis", redis.ConnectionString);
        (_secrets["operator key"], _secrets["setup token"]) = (ApiFactory.OperatorKey, ApiFactory.SetupToken);
        using var admin = await SignInAsync(api);
        await SeedAsync(api, mails.Port);
        using (var worker = Worker(api, $"smtp://mailer:{Secret("mail password")}@127.0.0.1:{mails.Port}"))
        {
            await worker.StartAsync(Cancel);
            await MistakesAsync(api, admin);
            await Eventually.TrueAsync(async () => (await admin.GetAsync<List<DatabaseSummary>>("/api/databases")).Where(d => d.Name != "books").All(d => d.Message is { Length: > 0 }), Limit);
            await Eventually.TrueAsync(async () => (await admin.GetAsync<Page<OutboxMail>>("/api/mail/outbox?status=Failed")).Total > 0, Limit);
            await ReadEverythingAsync(api, admin);
            await worker.StopAsync(Cancel);
        }

        // Each place has been looked at, and holds what a leak would be beside.
        Assert.Contains(_answers, text => text.Contains("node-mysql", StringComparison.Ordinal));
        Assert.Contains(_logs.Lines, text => text.Contains("node-mysql", StringComparison.Ordinal));
        Assert.Contains(activities.Texts, text => text.Contains("/api/", StringComparison.Ordinal));
        Assert.NotEmpty(published.Published);
        AssertNone("an answer", _answers);
        AssertNone("a log", _logs.Lines);
        AssertNone("a trace", activities.Texts);
        AssertNone("a message on Redis", published.Published);
        AssertNone("what Redis stores", await published.StoredAsync());
        AssertNotInFiles(api.Folder);
    }

    public void Dispose() => _logs.Dispose();

    private async Task<ApiCaller> SignInAsync(ApiFactory api)
    {
        var caller = api.Anonymous();
        var password = Secret("password of a person");
        var session = await caller.PostAsync<SignInResponse>("/api/auth/setup", new SetupRequest(ApiFactory.SetupToken, "ada@example.org", password));
        session = await caller.PostAsync<SignInResponse>("/api/auth/login", new SignInRequest("ada@example.org", password));
        (_secrets["access token"], _secrets["refresh token"]) = (session.AccessToken, session.RefreshToken);
        caller.As(await caller.PostAsync<SignInResponse>("/api/auth/refresh", new RefreshRequest(session.RefreshToken)));
        (_secrets["renewed access token"], _secrets["renewed refresh token"]) = (caller.Session!.AccessToken, caller.Session.RefreshToken);
        _secrets["API key"] = (await caller.PostAsync<CreatedApiKey>("/api/keys", new CreateApiKeyRequest("canary", ["read"]), HttpStatusCode.Created)).Key;
        return caller;
    }

    private async Task SeedAsync(ApiFactory api, int noDatabaseThere)
    {
        var nodes = new List<NodeEntity>();
        foreach (var make in Makes.Append("broken").Append("sqlite"))
        {
            var node = HubSeed.Node("node-" + make, "Unknown");
            var password = Secret("password of " + make);
            node.Make = make == "broken" ? "mysql" : make;
            node.ConnectionString = api.Hub.Connections.Protect(make switch
            {
                "mysql" => $"Server=127.0.0.1;Port={noDatabaseThere};Database=library;User ID=sync;Password={password}",
                "broken" => $"Server=127.0.0.1;Database=library;Password={password};Colour={password}",
                "sqlite" => BookFile.Make(api, "locked") + $";Password={password}",
                _ => $"Host=127.0.0.1;Port=1;Database=library;Username=sync;Password={password}",
            });
            nodes.Add(node);
        }

        var books = HubSeed.Node("books");
        books.ConnectionString = api.Hub.Connections.Protect(BookFile.Make(api, "books"));
        await api.Hub.SeedAsync([.. nodes, books]);
        await api.Hub.ConflictAsync(1, HubSeed.Book(1, "a"), HubSeed.Book(1, "b"), HubSeed.Book(1, "c"));
    }

    // Everything that takes a secret, done wrong.
    private async Task MistakesAsync(ApiFactory api, ApiCaller admin)
    {
        using var nobody = api.Anonymous();
        var mistyped = Secret("mistyped password");
        await KeepAsync(nobody, "POST", "/api/auth/login", new SignInRequest("ada@example.org", mistyped));
        await KeepAsync(nobody, "POST", "/api/auth/login", new SignInRequest(mistyped, "x"));
        await KeepAsync(nobody, "POST", "/api/auth/login", "{\"email\":\"ada@example.org\",\"password\":{\"is\":\"" + mistyped + "\"}}");
        await KeepAsync(nobody, "POST", "/api/auth/login", "{\"email\":\"ada@example.org\",\"password\":\"" + mistyped + "\" \"" + mistyped + "\"}");
        await KeepAsync(nobody, "POST", "/api/auth/register", new RegisterRequest("no address", mistyped));
        await KeepAsync(nobody, "POST", "/api/auth/setup", new SetupRequest(mistyped, "eve@example.org", mistyped));
        await KeepAsync(nobody, "POST", "/api/auth/refresh", new RefreshRequest(mistyped));
        await KeepAsync(admin, "POST", "/api/auth/password", new ChangePasswordRequest(mistyped, mistyped));
        foreach (var header in new[] { "Authorization", "X-Api-Key" })
        {
            using var forged = api.Anonymous().WithHeader(header, $"{(header == "Authorization" ? "Bearer mds_" : "")}{mistyped}");
            await KeepAsync(forged, "GET", "/api/databases", null);
        }

        foreach (var make in Makes)
        {
            var host = make == "mysql" ? "Server" : "Host";
            var text = $"{host}=127.0.0.1;Port=1;Database=library;Password={mistyped}";
            var fields = new Dictionary<string, string> { ["host"] = "127.0.0.1", ["port"] = "1", ["database"] = "library", ["account"] = "sync", ["password"] = mistyped };
            foreach (var tried in new[] { text, $"{text};Colour={mistyped}", $"{text};Port={mistyped}", mistyped })
            {
                await KeepAsync(admin, "POST", "/api/databases/test", new TestConnectionRequest(make, tried));
                await KeepAsync(admin, "POST", "/api/databases", new AddDatabaseRequest("new", make, tried, null));
            }

            await KeepAsync(admin, "POST", "/api/databases/test", new TestConnectionRequest(make, Fields: fields));
            await KeepAsync(admin, "POST", "/api/databases", new AddDatabaseRequest("new", make, null, null, Fields: fields));
        }

        foreach (var node in Makes.Append("broken").Append("sqlite").Select(make => "node-" + make))
        {
            await KeepAsync(admin, "POST", "/api/run-query", new RunQueryRequest(node, "SELECT * FROM nowhere", null));
            await KeepAsync(admin, "POST", "/api/explain-query", new ExplainQueryRequest(node, "SELECT 1"));
        }

        await KeepAsync(admin, "POST", "/api/run-query", new RunQueryRequest("books", "SELECT * FROM nowhere", null));
        await KeepAsync(admin, "POST", "/api/trigger-manual-sync", new TriggerSyncRequest(HubSeed.Set));
    }

    private async Task ReadEverythingAsync(ApiFactory api, ApiCaller admin)
    {
        foreach (var call in EndpointCase.All.Where(c => c.Method == "GET"))
        {
            await KeepAsync(admin, "GET", call.Path, null);
            foreach (var name in call.Route.Contains("/databases/{name}", StringComparison.Ordinal) || call.Route.Contains("{database}", StringComparison.Ordinal) ? Makes.Append("broken").Append("sqlite").Select(m => "node-" + m) : [HubSeed.Set])
                await KeepAsync(admin, "GET", call.Path.Replace("/none", "/" + name, StringComparison.Ordinal).Replace("/404", "/1", StringComparison.Ordinal), null);
        }

        using var key = api.Anonymous().WithKey(_secrets["API key"]);
        await KeepAsync(key, "GET", "/api/databases", null);
    }

    private IHost Worker(ApiFactory api, string mail)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:hub"] = $"Data Source={Path.Combine(api.Folder, "hub.db")}",
            ["ConnectionStrings:redis"] = redis.ConnectionString,
            ["ConnectionStrings:mail"] = mail,
            ["Mail:To"] = MailBench.Ann,
        });
        builder.Logging.ClearProviders().AddProvider(_logs).SetMinimumLevel(LogLevel.Trace);
        builder.AddRedisClient("redis");
        builder.AddSyncWorker();
        return builder.Build();
    }

    private string Secret(string name)
    {
        if (!_secrets.TryGetValue(name, out var secret)) _secrets[name] = secret = $"cAnAry{Guid.NewGuid():N}";
        return secret;
    }

    private async Task KeepAsync(ApiCaller caller, string method, string path, object? body)
    {
        using var answer = await caller.SendAsync(method, path, body);
        _answers.Add($"{method} {path} {answer.StatusCode} {answer.Headers} {await answer.Content.ReadAsStringAsync(Cancel)}");
    }

    private void AssertNone(string place, IEnumerable<string> texts)
    {
        foreach (var text in texts)
        {
            foreach (var (name, secret) in _secrets)
                Assert.False(text.Contains(secret, StringComparison.OrdinalIgnoreCase) || text.Contains(JsonEncodedText.Encode(secret).ToString(), StringComparison.Ordinal), $"The {name} is in {place}: {text}");
        }
    }

    private void AssertNotInFiles(string folder)
    {
        var files = Directory.GetFiles(folder, "*", SearchOption.AllDirectories);
        Assert.Contains(files, file => file.EndsWith("hub.db", StringComparison.Ordinal));
        foreach (var file in files)
        {
            using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var bytes = new MemoryStream();
            open.CopyTo(bytes);
            foreach (var (name, secret) in _secrets)
            {
                foreach (var encoding in new[] { Encoding.UTF8, Encoding.Unicode })
                    Assert.True(bytes.GetBuffer().AsSpan(0, (int)bytes.Length).IndexOf(encoding.GetBytes(secret)) < 0, $"The {name} is in {Path.GetFileName(file)}.");
            }
        }
    }
}
