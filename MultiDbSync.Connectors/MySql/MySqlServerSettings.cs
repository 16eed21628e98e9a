using MultiDbSync.Engine.Connectors;
using MySqlConnector;

namespace MultiDbSync.Connectors.MySql;

/// <summary>Settings of a server that matter to capture. https://dev.mysql.com/doc/refman/8.0/en/server-system-variables.html</summary>
internal sealed class MySqlServerSettings
{
    private static readonly string[] Names =
    [
        "log_bin", "log_bin_trust_function_creators", "binlog_format", "innodb_autoinc_lock_mode", "read_only", "max_allowed_packet", "wsrep_on", "innodb_flush_log_at_trx_commit",
    ];

    private readonly Dictionary<string, string> _values;

    private MySqlServerSettings(Dictionary<string, string> values) => _values = values;

    public static async Task<MySqlServerSettings> ReadAsync(MySqlConnection connection, CancellationToken cancellationToken)
    {
        var names = string.Join(", ", Names.Select(MySqlIdentifier.Literal));
        var values = await connection.ListAsync($"SHOW GLOBAL VARIABLES WHERE Variable_name IN ({names})", r => (r.GetString(0), r.GetString(1)), cancellationToken);
        return new MySqlServerSettings(values.ToDictionary(v => v.Item1, v => v.Item2, StringComparer.OrdinalIgnoreCase));
    }

    public IEnumerable<ConnectionFinding> Judge(MySqlRights rights)
    {
        yield return Is("read_only", "ON")
            ? new ConnectionFinding("Writable", FindingLevel.Refused, "The server is read-only.", "SET GLOBAL read_only = 0; or connect to the primary server.")
            : new ConnectionFinding("Writable", FindingLevel.Good, "The server takes writes.");

        if (Is("log_bin", "ON") && !Is("log_bin_trust_function_creators", "ON") && !rights.MakesTriggersWithBinaryLog)
            yield return new ConnectionFinding(
                "Binary log", FindingLevel.Refused, "The server writes a binary log and lets only administrators make triggers.", "SET GLOBAL log_bin_trust_function_creators = 1;");
        else if (Is("log_bin", "ON") && Is("binlog_format", "STATEMENT"))
            yield return new ConnectionFinding(
                "Binary log", FindingLevel.Warning, "The binary log holds statements: each write by an application then warns that our triggers are unsafe for it.", "SET GLOBAL binlog_format = 'ROW';");
        else
            yield return new ConnectionFinding("Binary log", FindingLevel.Good, "Triggers can be made.");

        yield return Is("innodb_autoinc_lock_mode", "0")
            ? new ConnectionFinding(
                "Numbering", FindingLevel.Warning, "innodb_autoinc_lock_mode is 0: statements of two applications that both write captured tables wait for each other.",
                "Set innodb_autoinc_lock_mode = 1 or 2 in the server's configuration and restart it.")
            : new ConnectionFinding("Numbering", FindingLevel.Good, "Applications do not wait for each other's numbers.");

        if (Is("wsrep_on", "ON"))
            yield return new ConnectionFinding(
                "Cluster", FindingLevel.Refused, "The server belongs to a Galera cluster, which hands numbers out in no order of time.", "Connect to a single server, or let all writes go to one member and replicate from it.");
        if (_values.TryGetValue("innodb_flush_log_at_trx_commit", out var flush) && flush != "1")
            yield return new ConnectionFinding(
                "Durability", FindingLevel.Warning, "A power cut can take back the last commits (innodb_flush_log_at_trx_commit is not 1); the database is then treated as one that went back.",
                "SET GLOBAL innodb_flush_log_at_trx_commit = 1;");
        if (_values.TryGetValue("max_allowed_packet", out var packet) && long.TryParse(packet, out var bytes) && bytes < 16 << 20)
            yield return new ConnectionFinding(
                "Packet size", FindingLevel.Warning, $"max_allowed_packet is {bytes} bytes: larger rows from elsewhere can't be written here.", "SET GLOBAL max_allowed_packet = 67108864;");
    }

    private bool Is(string name, string value) => _values.TryGetValue(name, out var found) && found.Equals(value, StringComparison.OrdinalIgnoreCase);
}
