using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Connectors.Sqlite;

/// <summary>What a declared type means. SQLite enforces none of it.</summary>
internal sealed record SqliteDeclaredType(CanonicalType Type, int? Length, int? Precision, int? Scale);
