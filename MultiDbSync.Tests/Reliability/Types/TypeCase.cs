using MultiDbSync.Tests.Support.Databases;

namespace MultiDbSync.Tests.Reliability.Types;

/// <summary>A type with its values.</summary>
internal sealed record TypeCase(string Name, string Sqlite, string Postgres, string MySql, IReadOnlyList<TypeValue> Values)
{
    public string Table => "m_" + Name;

    public string DeclaredOn(TestDatabase database) => database.Make switch { "sqlite" => Sqlite, "postgresql" => Postgres, _ => MySql };

    public string CreateOn(TestDatabase database) => $"CREATE TABLE {Table} (id BIGINT NOT NULL PRIMARY KEY, v {DeclaredOn(database)} NULL);";
}
