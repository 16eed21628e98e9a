using MultiDbSync.Engine.Connectors;
using MultiDbSync.Tests.Support.Databases;

namespace MultiDbSync.Tests.Reliability.Types;

/// <summary>Rows are told apart by keys of any type, on every pair of makes and in both directions.</summary>
public sealed class KeyTypeTests
{
    private const string Two = "'0a\u00e9'";

    public static TheoryData<string, string> Pairs => [.. from source in TestDatabase.Makes from target in TestDatabase.Makes where source != target select (source, target)];

    [Theory]
    [MemberData(nameof(Pairs))]
    public Task R28_KeysOfAnyType_UpdatedAndDeletedElsewhere_NoConflict(string source, string target) => CheckAsync(source, target,
    [
        new("k_time", "DATETIME", "timestamp(3)", "DATETIME(3)", [Of("'2024-02-29 10:00:00'"), Of("'2024-02-29 10:00:00.12'")]),
        new("k_decimal", "DECIMAL_TEXT(12,4)", "numeric(12,4)", "DECIMAL(12,4)", [Of("'12.5'"), Of("'0.0001'")]),
        new("k_char", "VARCHAR(10)", "varchar(10)", "VARCHAR(10) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin", [Of("'abc'"), Of("'ABC'")]),
        new("k_date", "DATE", "date", "DATE", [Of("'0001-01-01'"), Of("'9999-12-31'")]),
    ]);

    [Theory]
    [MemberData(nameof(Pairs))]
    public Task R57_TextKeys_CaseAccentsAndTrailingBlanksCount(string source, string target) => CheckAsync(source, target,
    [
        new("k_text", "TEXT", "text", "VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin",
            [Of("'a'"), Of("'A'"), Of("'a '"), Of("'\u00e9'"), Of("'e\u0301'"), Of("'\U0001F680'"), Of(Two)]),
    ]);

    [Theory]
    [MemberData(nameof(Pairs))]
    public Task R59_BinaryAndUuidKeys_MatchedOnDelete(string source, string target) => CheckAsync(source, target,
    [
        new("k_binary", "BLOB(16)", "bytea", "VARBINARY(16)", [Bytes([0, 1, 2, 255]), Bytes([0]), Bytes([0, 0]), Bytes([.. Enumerable.Range(100, 16).Select(i => (byte)i)])]),
        new("k_uuid", "UUID", "uuid", "UUID", [Of("'6f9619ff-8b86-d011-b42d-00c04fc964ff'"), Of("'ff19966f-868b-11d0-b42d-00c04fc964ff'")]),
    ]);

    private static async Task CheckAsync(string source, string target, IReadOnlyList<TypeCase> types)
    {
        await using var cluster = await MixedCluster.CreateAsync(
            d => string.Concat(types.Select(t => $"CREATE TABLE {t.Name} (k {t.DeclaredOn(d)} NOT NULL PRIMARY KEY, v INT);")), "manual", source, target);
        foreach (var type in types)
            foreach (var value in type.Values) cluster.Database(source).Run($"INSERT INTO {type.Name} VALUES ({value.Literal(cluster.Database(source))}, 1)");
        Assert.Empty(await cluster.SettleAsync());
        await SameAsync(cluster, source, target, types, all: true);

        // Changed where they arrived, deleted where they came from.
        foreach (var type in types) cluster.Database(target).Run($"UPDATE {type.Name} SET v = 2");
        Assert.Empty(await cluster.SettleAsync());
        await SameAsync(cluster, source, target, types, all: true);
        foreach (var type in types) Assert.Equal(type.Values.Count.ToString(System.Globalization.CultureInfo.InvariantCulture), cluster.Database(source).Ask($"SELECT count(*) FROM {type.Name} WHERE v = 2"));
        foreach (var type in types) cluster.Database(source).Run($"DELETE FROM {type.Name} WHERE k = {type.Values[0].Literal(cluster.Database(source))}");
        Assert.Empty(await cluster.SettleAsync());
        await SameAsync(cluster, source, target, types, all: false);
        foreach (var type in types) cluster.Database(target).Run($"DELETE FROM {type.Name}");
        Assert.Empty(await cluster.SettleAsync());
        foreach (var type in types) Assert.Equal("0", cluster.Database(source).Ask($"SELECT count(*) FROM {type.Name}"));
        Assert.Empty(await cluster.ConflictsAsync());
    }

    private static async Task SameAsync(MixedCluster cluster, string source, string target, IReadOnlyList<TypeCase> types, bool all)
    {
        foreach (var type in types)
        {
            var (sent, received) = (await cluster.RowsAsync(source, type.Name), await cluster.RowsAsync(target, type.Name));
            Assert.Equal(all ? type.Values.Count : type.Values.Count - 1, sent.Count);
            Assert.Equal(sent.OrderBy(r => r.Key, StringComparer.Ordinal), received.OrderBy(r => r.Key, StringComparer.Ordinal));
        }
    }

    private static TypeValue Of(string literal) => new(literal, _ => literal);

    private static TypeValue Bytes(byte[] bytes) => new("bytes", d => d.Bytes(bytes));
}
