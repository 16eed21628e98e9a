using Microsoft.Playwright;
using MultiDbSync.Contracts.Users;
using MultiDbSync.Tests.Api;
using MultiDbSync.Tests.EndToEnd.Browser;
using MultiDbSync.Tests.EndToEnd.Databases;
using MultiDbSync.Tests.EndToEnd.Telemetry;

namespace MultiDbSync.Tests.EndToEnd;

/// <summary>One running cluster for all tests of the collection, with what they look at it through: its databases, its API, a browser and its telemetry.</summary>
public class ClusterFixture : IAsyncLifetime
{
    private readonly Lazy<Task<FirstAdministrator>> _administrator;
    private TestCluster? _cluster;
    private SampleDatabases? _databases;
    private OtlpReceiver? _telemetry;

    public ClusterFixture() => _administrator = new(() => FirstAdministrator.CreateAsync(this));

    internal TestCluster Cluster => _cluster ?? throw new InvalidOperationException("The cluster has not started.");

    internal SampleDatabases Databases => _databases ??= new SampleDatabases(Cluster, Servers);

    /// <summary>Whether the sample's databases are on servers.</summary>
    internal virtual bool Servers => false;

    /// <summary>Why there is no such cluster here, or null.</summary>
    internal string? MissingReason { get; private set; }

    internal OtlpReceiver Telemetry => _telemetry ?? throw new InvalidOperationException("The receiver has not started.");

    internal Chromium Chromium { get; } = new();

    /// <summary>Made by the first test that asks.</summary>
    internal Task<FirstAdministrator> Administrator => _administrator.Value;

    public async ValueTask InitializeAsync()
    {
        MissingReason = await FindMissingAsync();
        if (MissingReason is not null)
            return;

        _telemetry = await OtlpReceiver.StartAsync();
        _cluster = await TestCluster.StartAsync(Servers, _telemetry.Variables);
    }

    public async ValueTask DisposeAsync()
    {
        await Chromium.DisposeAsync();
        if (_cluster is not null)
            await _cluster.DisposeAsync();
        if (_telemetry is not null)
            await _telemetry.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected virtual Task<string?> FindMissingAsync() => Task.FromResult<string?>(null);

    /// <summary>Calls the API as nobody.</summary>
    internal ApiCaller Anonymous() => new(new HttpClient { BaseAddress = new Uri(Cluster.Description.Api) });

    /// <summary>Calls the API with the key of services.</summary>
    internal ApiCaller Operator() => Anonymous().WithHeader("X-Api-Key", Cluster.OperatorKey);

    internal async Task<ApiCaller> AdminAsync()
    {
        await Administrator;
        var caller = Anonymous();
        return caller.As(await caller.PostAsync<SignInResponse>("/api/auth/login", new SignInRequest(FirstAdministrator.Email, FirstAdministrator.Password)));
    }

    /// <summary>Somebody who has just registered.</summary>
    internal async Task<ApiCaller> ViewerAsync()
    {
        await Administrator;
        var caller = Anonymous();
        var request = new RegisterRequest($"viewer-{Guid.NewGuid():N}@example.com", FirstAdministrator.Password);
        return caller.As(await caller.PostAsync<SignInResponse>("/api/auth/register", request));
    }

    /// <summary>A fresh browser session of the administrator, signed in by the form.</summary>
    internal async Task<ConsoleSession> SignInAsync(int width = ConsoleSession.Wide, ColorScheme scheme = ColorScheme.Light)
    {
        await Administrator;
        var session = await Chromium.OpenAsync(Cluster.Description.Web, width, scheme);
        await session.SignInAsync(FirstAdministrator.Email, FirstAdministrator.Password);
        return session;
    }
}
