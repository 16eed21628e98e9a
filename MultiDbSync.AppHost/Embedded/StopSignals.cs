using System.Runtime.InteropServices;

namespace MultiDbSync.AppHost.Embedded;

/// <summary>Ctrl+C, a polite kill, a closed terminal, or the end of the parent, as one token.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly PosixSignalRegistration[] _registrations;

    /// <param name="keyboard">Whether Ctrl+C counts: not for a process whose parent decides, since a terminal sends it to all at once.</param>
    public StopSignals(bool keyboard)
    {
        PosixSignal[] polite = [PosixSignal.SIGTERM, PosixSignal.SIGHUP];
        PosixSignal[] keys = [PosixSignal.SIGINT, PosixSignal.SIGQUIT];
        _registrations =
        [
            .. polite.Select(signal => PosixSignalRegistration.Create(signal, Stop)),
            .. keys.Select(signal => PosixSignalRegistration.Create(signal, keyboard ? Stop : Ignore)),
        ];
        _ = ParentLifetime.Ended.ContinueWith(_ => _stop.Cancel(), TaskScheduler.Default);
    }

    public CancellationToken Token => _stop.Token;

    /// <summary>Not the source: a signal may still be on its way.</summary>
    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
    }

    private static void Ignore(PosixSignalContext context) => context.Cancel = true;

    private void Stop(PosixSignalContext context)
    {
        context.Cancel = true;
        _stop.Cancel();
    }
}
