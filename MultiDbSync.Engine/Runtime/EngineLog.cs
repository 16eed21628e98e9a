using Microsoft.Extensions.Logging;

namespace MultiDbSync.Engine.Runtime;

internal static partial class EngineLog
{
    [LoggerMessage(1, LogLevel.Information, "Node {Node} runs: {Sets} sync sets.")]
    public static partial void NodeStarted(ILogger logger, string node, int sets);

    [LoggerMessage(2, LogLevel.Warning, "Node {Node}, {Loop}: {Reason} Tried again in {Delay}.")]
    public static partial void NodeFailed(ILogger logger, string node, string loop, string reason, TimeSpan delay);

    [LoggerMessage(4, LogLevel.Error, "Node {Node} went back to an earlier state; epoch {Epoch} begins.")]
    public static partial void NodeWentBack(ILogger logger, string node, int epoch);

    [LoggerMessage(5, LogLevel.Information, "Node {Node} removed: our triggers and tables are out of it.")]
    public static partial void NodeRemoved(ILogger logger, string node);

    [LoggerMessage(6, LogLevel.Error, "{Loop} failed; tried again.")]
    public static partial void LoopFailed(ILogger logger, string loop, Exception exception);

    [LoggerMessage(7, LogLevel.Information, "Run {Run} of {SyncSet} ended: {Status}.")]
    public static partial void RunEnded(ILogger logger, long run, string syncSet, string status);

    [LoggerMessage(8, LogLevel.Information, "Pruned {Entries} log entries of {SyncSet}.")]
    public static partial void Pruned(ILogger logger, int entries, string syncSet);

    [LoggerMessage(9, LogLevel.Error, "Node {Node}: capture of {Tables} is damaged (a trigger is missing or was changed). Changes may have gone uncaptured.")]
    public static partial void CaptureDamaged(ILogger logger, string node, string tables);

    [LoggerMessage(10, LogLevel.Warning, "Node {Node} refuses a row of {Table}: {Reason}")]
    public static partial void RowRefused(ILogger logger, string node, string table, string reason);

    [LoggerMessage(30, LogLevel.Information, "Node {Node} numbers new rows of {Table} from {First} to {Last}.")]
    public static partial void NumbersGiven(ILogger logger, string node, string table, long first, long last);

    [LoggerMessage(31, LogLevel.Warning, "Node {Node}: the numbering of {Table} could not be moved now: {Reason}")]
    public static partial void NumbersNotMoved(ILogger logger, string node, string table, string reason);

    [LoggerMessage(32, LogLevel.Warning, "Node {Node}: tables rest or go on: {Reason}")]
    public static partial void TablesDrifted(ILogger logger, string node, string reason);

    [LoggerMessage(33, LogLevel.Warning, "Node {Node} leaves with its numbering as it is: {Reason}")]
    public static partial void NumbersNotReturned(ILogger logger, string node, string reason);

    [LoggerMessage(34, LogLevel.Warning, "Alert {Kind} of {Subject}: {Reason}")]
    public static partial void AlertOpen(ILogger logger, string kind, string subject, string reason);

    [LoggerMessage(35, LogLevel.Information, "Alert {Kind} of {Subject} is over.")]
    public static partial void AlertOver(ILogger logger, string kind, string subject);

    [LoggerMessage(11, LogLevel.Warning, "Node {Node} is being removed, or leaves a sync set, and could not be read once more: {Reason}")]
    public static partial void LastCaptureFailed(ILogger logger, string node, string reason);

    [LoggerMessage(34, LogLevel.Information, "Forgot {Conflicts} settled conflicts that were older than the setting keeps them.")]
    public static partial void ConflictsForgotten(ILogger logger, int conflicts);
}
