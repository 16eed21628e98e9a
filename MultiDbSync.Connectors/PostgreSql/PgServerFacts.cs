using System.Data.Common;
using MultiDbSync.Connectors.Relational;

namespace MultiDbSync.Connectors.PostgreSql;

/// <summary>What the connection test asks of the server.</summary>
internal sealed class PgServerFacts
{
    public int Version { get; private set; }

    public string VersionText { get; private set; } = string.Empty;

    public string Role { get; private set; } = string.Empty;

    public string Database { get; private set; } = string.Empty;

    public string Encoding { get; private set; } = string.Empty;

    public bool IsStandby { get; private set; }

    public bool MayCreateSchema { get; private set; }

    public bool AllowsPreparedTransactions { get; private set; }

    /// <summary>Row level security does not apply to our role.</summary>
    public bool BypassesRowSecurity { get; private set; }

    public RelationalCommand Read() => new(
        $"""
        SELECT current_setting('server_version_num')::int, current_setting('server_version'), current_user::text, current_database()::text, current_setting('server_encoding'),
          pg_is_in_recovery(), has_database_privilege(current_database(), 'CREATE') OR coalesce((SELECT pg_has_role(nspowner, 'USAGE') FROM pg_namespace WHERE nspname = '{PgLogTables.Schema}'), false),
          current_setting('max_prepared_transactions') <> '0', (SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user)
        """,
        [], null, Take);

    private void Take(DbDataReader row)
    {
        (Version, VersionText, Role, Database, Encoding) = (row.GetInt32(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4));
        (IsStandby, MayCreateSchema, AllowsPreparedTransactions, BypassesRowSecurity) = (row.GetBoolean(5), row.GetBoolean(6), row.GetBoolean(7), row.GetBoolean(8));
    }
}
