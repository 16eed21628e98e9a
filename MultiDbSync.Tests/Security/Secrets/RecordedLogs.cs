using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace MultiDbSync.Tests.Security.Secrets;

/// <summary>Keeps all that is logged at whatever level: message, values, scopes and errors.</summary>
internal sealed class RecordedLogs : ILoggerProvider, ISupportExternalScope
{
    private IExternalScopeProvider _scopes = new LoggerExternalScopeProvider();

    public ConcurrentQueue<string> Lines { get; } = [];

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    public void Dispose()
    {
        // What was recorded is looked at after the host's end.
    }

    private sealed class Logger(RecordedLogs logs, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => logs._scopes.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            logs.Lines.Enqueue($"{category}: {formatter(state, exception)} {exception}");
            Values(state);
            logs._scopes.ForEachScope((scope, _) => Values(scope), 0);
        }

        private void Values(object? state)
        {
            if (state is not IEnumerable<KeyValuePair<string, object?>> values) return;
            foreach (var (name, value) in values) logs.Lines.Enqueue($"{category}: {name}={value}");
        }
    }
}
