using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using MultiDbSync.Api;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Tests.Api;

/// <summary>The API in this process, on a hub store of its own, with a clock that tests move.</summary>
public sealed class ApiFactory : WebApplicationFactory<ApiMarker>
{
    public const string SetupToken = "setup-token-of-tests";
    public const string OperatorKey = "operator-key-of-tests";

    private readonly Dictionary<string, string> _settings = new()
    {
        // Nobody listens there.
        ["ConnectionStrings:redis"] = "127.0.0.1:1",
        ["Setup:Token"] = SetupToken,
        ["Operator:Key"] = OperatorKey,
        ["RateLimits:SignInPerMinute"] = "100000",
        ["RateLimits:QueryPerMinute"] = "100000",
        ["RateLimits:SyncNowPerMinute"] = "100000",
        ["RateLimits:TestConnectionPerMinute"] = "100000",
    };

    /// <summary>Where the store is; tests put their databases here, too.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("mds-api-").FullName;

    public FakeTimeProvider Clock { get; } = new(DateTimeOffset.UtcNow);

    /// <summary>Hashing at full strength would take most of the tests' time; one test looks at the real figure.</summary>
    public bool WeakHashes { get; init; } = true;

    public string Environment { get; init; } = "Production";

    public Action<IServiceCollection>? Replace { get; init; }

    public HubStore Hub => Services.GetRequiredService<HubStore>();

    public ApiFactory With(string setting, string value)
    {
        _settings[setting] = value;
        return this;
    }

    /// <summary>A caller without an account.</summary>
    public ApiCaller Anonymous() => new(CreateClient());

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment(Environment);
        builder.ConfigureLogging(logging => logging.ClearProviders());
        builder.UseSetting("ConnectionStrings:hub", $"Data Source={Path.Combine(Folder, "hub.db")}");
        builder.UseSetting("DataProtection:Directory", Path.Combine(Folder, "keys"));
        foreach (var (name, value) in _settings) builder.UseSetting(name, value);
        builder.ConfigureTestServices(services =>
        {
            services.AddSingleton<TimeProvider>(Clock);
            services.AddSingleton<IStartupFilter, LoopbackCaller>();
            if (WeakHashes) services.Configure<PasswordHasherOptions>(o => o.IterationCount = 1);
            Replace?.Invoke(services);
        });
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (!disposing || !Directory.Exists(Folder)) return;
        SqliteConnection.ClearAllPools();
        Directory.Delete(Folder, recursive: true);
    }

    // The test server knows no addresses; a real caller has one.
    private sealed class LoopbackCaller : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((context, following) =>
            {
                context.Connection.RemoteIpAddress = IPAddress.Loopback;
                return following(context);
            });
            next(app);
        };
    }
}
