using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MultiDbSync.ServiceDefaults;

/// <summary>Turns the end of the parent into an orderly stop of this service.</summary>
internal sealed partial class ParentWatchService(ParentWatch watch, IHostApplicationLifetime lifetime, ILogger<ParentWatchService> logger) : IHostedService, IDisposable
{
    private CancellationTokenRegistration _registration;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _registration = watch.Gone.Register(() =>
        {
            ParentGone(watch.Parent);
            lifetime.StopApplication();
        });
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _registration.Dispose();

    [LoggerMessage(Level = LogLevel.Information, Message = "The process that started this one ({Parent}) wants it to stop, or is gone: stopping")]
    private partial void ParentGone(string parent);
}
