using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MultiDbSync.Contracts.Realtime;
using MultiDbSync.Engine.Mail;
using MultiDbSync.Engine.Runtime;
using MultiDbSync.SyncWorker.Mail;
using MultiDbSync.Tests.Support;

namespace MultiDbSync.Tests.Worker.Mail;

/// <summary>Mail as the worker's host starts it.</summary>
public sealed class MailServicesTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task NoServer_NothingRuns_AndTheApiIsTold()
    {
        await using var hub = await TempHub.CreateAsync(Stop);
        using var host = Build(hub, []);
        await host.StartAsync(Stop);
        Assert.DoesNotContain(host.Services.GetServices<IHostedService>(), s => s is MailSender or MailWriter);
        Assert.Equal(new MailSetup(false, null, 30), await ReadSetupAsync(hub));
        await host.StopAsync(Stop);
    }

    [Fact]
    public async Task Server_ConflictArrives_AndTheApiIsTold()
    {
        await using var hub = await TempHub.CreateAsync(Stop);
        await using var server = new SmtpListener();
        server.Start();
        using var host = Build(hub, new() { ["ConnectionStrings:mail"] = server.Address.ToString(), ["Mail:To"] = MailBench.Ann, ["Mail:DigestInterval"] = "00:05:00" });
        await host.StartAsync(Stop);
        Assert.Equal(new MailSetup(true, MailBench.Ann, 300), await ReadSetupAsync(hub));
        await using (var db = hub.Store.CreateContext())
        {
            db.Conflicts.Add(MailBench.Conflict("[1]"));
            await db.SaveChangesAsync(Stop);
        }

        await Eventually.TrueAsync(() => !server.Received.IsEmpty, Patience);
        Assert.Equal(MailBench.Ann, Assert.Single(server.Received).To.Mailboxes.Single().Address);
        await host.StopAsync(Stop);
    }

    [Theory]
    [InlineData("Mail:To", "ann@library.example, nobody", "Mail:To")]
    [InlineData("Mail:From", "nobody", "Mail:From")]
    [InlineData("Mail:LinkBase", "/console", "Mail:LinkBase")]
    public async Task WrongSettings_AreNamedAtTheStart(string key, string value, string named)
    {
        await using var hub = await TempHub.CreateAsync(Stop);
        using var host = Build(hub, new() { [key] = value });
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(Stop));
        Assert.Contains(named, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WrongConnection_IsNamedWithoutItsText()
    {
        await using var hub = await TempHub.CreateAsync(Stop);
        var refused = Assert.Throws<InvalidOperationException>(() => Build(hub, new() { ["ConnectionStrings:mail"] = "http://user:hush@mail.example" }));
        Assert.DoesNotContain("hush", refused.Message, StringComparison.Ordinal);
    }

    private static IHost Build(TempHub hub, Dictionary<string, string?> settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton(hub.Store).AddSingleton<IEventSink>(new Silence());
        builder.AddMail();
        return builder.Build();
    }

    private static async Task<MailSetup?> ReadSetupAsync(TempHub hub)
    {
        await using var db = hub.Store.CreateContext();
        return await MailSetup.ReadAsync(db, Stop);
    }

    private sealed class Silence : IEventSink
    {
        public void Publish(SyncEvent syncEvent)
        {
            // Nobody listens.
        }
    }
}
