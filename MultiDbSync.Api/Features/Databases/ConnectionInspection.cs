using Microsoft.Extensions.Options;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Runtime;
using MultiDbSync.Engine.Schema;
using MultiDbSync.Engine.Storage;

namespace MultiDbSync.Api.Features.Databases;

/// <summary>Looks at a database that can be reached: sign-in, version, rights, settings, tables, capture, clock.</summary>
internal sealed class ConnectionInspection(HubStore hub, TimeProvider time, IOptions<SyncOptions> options)
{
    /// <summary>Adds what was found; the tables that were seen.</summary>
    /// <exception cref="ConnectorException">The database stopped to answer.</exception>
    public async Task<IReadOnlyList<TableSchema>> RunAsync(INodeConnector connector, List<ConnectionFinding> findings, CancellationToken cancellationToken)
    {
        var found = await connector.Test.RunAsync([], cancellationToken);
        findings.AddRange(found);
        if (found is [{ Level: FindingLevel.Refused }]) return [];
        var tables = await connector.Schema.ReadAsync(cancellationToken);
        findings.Add(Tables(tables));
        findings.Add(await CaptureAsync(connector, findings, cancellationToken));
        findings.Add(await ClockAsync(connector, cancellationToken));
        return tables;
    }

    private static ConnectionFinding Tables(IReadOnlyList<TableSchema> tables)
    {
        var keyless = tables.Count(t => t.Key.Count == 0);
        if (tables.Count == 0) return new("Tables", FindingLevel.Warning, "The account sees no table.", "Grant it the tables' rights; or let a first load make the tables of a sync set here.");
        return keyless == 0
            ? new("Tables", FindingLevel.Good, $"{Count(tables.Count)}, each with a key.")
            : new("Tables", FindingLevel.Warning, $"{Count(tables.Count)}, {keyless} of them without a key: those can't be synchronised.", "Give each a primary key, or leave them out.");
    }

    private static string Count(int tables) => tables == 1 ? "1 table" : $"{tables} tables";

    private async Task<ConnectionFinding> CaptureAsync(INodeConnector connector, List<ConnectionFinding> findings, CancellationToken cancellationToken)
    {
        var check = await connector.Installer.CheckAsync(new CaptureInstallation(hub.HubId, hub.Incarnation, []), cancellationToken);
        if (check.Installed)
            return new("Capture", FindingLevel.Refused, "It holds our tables (mds_…): it is registered under another name, or with another hub.", "Remove it there first.");
        return findings.Exists(f => f.Level == FindingLevel.Refused)
            ? new("Capture", FindingLevel.Refused, "Changes can't be captured yet.", "Fix what is marked above, then test again.")
            : new("Capture", FindingLevel.Good, "Ready: changes can be captured once it joins a sync set. Nothing was installed.");
    }

    private async Task<ConnectionFinding> ClockAsync(INodeConnector connector, CancellationToken cancellationToken)
    {
        var measured = await ClockMeasurement.TakeAsync(connector, time, cancellationToken);
        var limit = options.Value.ClockSkewLimit;
        var (off, within) = (measured.Offset.Duration(), $"measured to {Milliseconds(measured.Error)}");
        return off - measured.Error > limit
            ? new("Clock", FindingLevel.Warning, $"Its clock is {Milliseconds(off)} {(measured.Offset > TimeSpan.Zero ? "ahead of" : "behind")} the hub's ({within}).", "Let both machines keep time by NTP. Policies that ask which write came last depend on it; conflicts are found without any clock.")
            : new("Clock", FindingLevel.Good, $"It agrees with the hub's within {Milliseconds(limit)} (off by {Milliseconds(off)}, {within}).");
    }

    private static string Milliseconds(TimeSpan span) => span.TotalSeconds >= 10 ? $"{span.TotalSeconds:0} s" : $"{Math.Ceiling(span.TotalMilliseconds):0} ms";
}
