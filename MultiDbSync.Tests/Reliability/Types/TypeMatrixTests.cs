using MultiDbSync.Engine.Changes;
using MultiDbSync.Tests.Support.Databases;

namespace MultiDbSync.Tests.Reliability.Types;

/// <summary>
/// Every canonical type's edge values, written by an application on every make, arrive on every other through capture, hub and apply as what they were; where
/// a make can't hold one, that row alone is refused, with its column named.
/// </summary>
public sealed class TypeMatrixTests
{
    public static TheoryData<string> Sources => [.. TestDatabase.Makes];

    [Theory]
    [MemberData(nameof(Sources))]
    public Task Matrix_BooleansIntegersRealsJson_EqualOrRefused(string source) => CheckAsync(source, TypeCases.Plain);

    [Theory]
    [MemberData(nameof(Sources))]
    public Task R53_LocalTimesAndInstants_NeitherLostNorShifted(string source) => CheckAsync(source, TypeCases.Moments);

    [Theory]
    [MemberData(nameof(Sources))]
    public Task R54_FractionsOfSeconds_ExactOrRefused_NoConflictFromRounding(string source) => CheckAsync(source, TypeCases.Fractions);

    [Theory]
    [MemberData(nameof(Sources))]
    public Task R55_ZeroDatesFirstAndLastYearBeforeChristInfinity_EqualOrRefused(string source) => CheckAsync(source, TypeCases.Days);

    [Theory]
    [MemberData(nameof(Sources))]
    public async Task R56_Decimals_ExactInAnyCulture(string source)
    {
        var culture = System.Globalization.CultureInfo.CurrentCulture;
        System.Globalization.CultureInfo.CurrentCulture = System.Globalization.CultureInfo.GetCultureInfo("de-DE");
        try
        {
            await CheckAsync(source, TypeCases.Decimals);
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = culture;
        }
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public Task R57_Unicode_ToTheLastCharacter(string source) => CheckAsync(source, TypeCases.Texts);

    [Theory]
    [MemberData(nameof(Sources))]
    public Task Matrix_BinaryAndUuid_EqualOrRefused(string source) => CheckAsync(source, TypeCases.Binaries);

    private static async Task CheckAsync(string source, IReadOnlyList<TypeCase> types)
    {
        await using var cluster = await MixedCluster.CreateAsync(d => string.Concat(types.Select(t => t.CreateOn(d))), "manual", [source, .. TestDatabase.Makes.Where(m => m != source)]);
        var application = cluster.Database(source);
        foreach (var type in types)
            foreach (var (value, id) in type.Values.Select((v, i) => (v, i + 1)))
                if (value.Literal(application) is { } literal) application.Run($"INSERT INTO {type.Table} VALUES ({id}, {literal})");
        var refused = await cluster.SettleAsync();
        var wrong = new List<string>();
        foreach (var type in types)
        {
            var sent = await cluster.RowsAsync(source, type.Table);

            // No two are one: the document null is not NULL, a trailing blank is one.
            if (sent.Values.GroupBy(r => r["v"]).FirstOrDefault(g => g.Count() > 1) is { } same) wrong.Add($"{type.Name} from {source}: {same.Count()} values are carried as {Show(same.First())}");
            foreach (var target in TestDatabase.Makes.Where(m => m != source))
            {
                var received = await cluster.RowsAsync(target, type.Table);
                foreach (var (value, id) in type.Values.Select((v, i) => (v, i + 1)).Where(v => v.v.Literal(application) is not null))
                {
                    var key = RowKey.Of(CellValue.FromInteger(id)).Text;
                    var error = refused.Where(r => r.Node == target && r.Row.Table == type.Table && r.Row.Key.Text == key).Select(r => r.Row.Error).FirstOrDefault();
                    if (Judge(value, target, sent[key], received.GetValueOrDefault(key), error) is { } finding) wrong.Add($"{type.Name} '{value.Name}' from {source} on {target}: {finding}");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.Empty(await cluster.ConflictsAsync());
    }

    private static string? Judge(TypeValue value, string target, RowImage sent, RowImage? received, string? error)
    {
        if (value.RefusedBy.Contains(target))
            return received is not null ? $"kept {Show(received)}, should be refused" : error is null ? "neither there nor refused" : System.Text.RegularExpressions.Regex.IsMatch(error, @"\bv\b") ? null : $"refused without naming the column: {error}";
        return received is null ? $"missing: {error ?? "not refused"} (sent {Show(sent)})" : received.Equals(sent) ? null : $"{Show(received)} is not {Show(sent)}";
    }

    private static string Show(RowImage row) => $"{row["v"].Kind} {(row["v"].ToDisplay() is { } text ? text[..Math.Min(60, text.Length)] : "NULL")}";
}
