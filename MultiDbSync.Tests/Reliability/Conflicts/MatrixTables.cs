using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Engine.Conflicts.Policies;

namespace MultiDbSync.Tests.Reliability.Conflicts;

/// <summary>The tables of the matrix: one for each policy.</summary>
internal static class MatrixTables
{
    public const string KeptBoth = "b";

    public static string Schema { get; } = string.Join(
        "; ",
        ExpectedOutcomes.Policies.Select((_, i) => $"CREATE TABLE {Row(i)}(id integer NOT NULL PRIMARY KEY, v varchar(20), w varchar(20), n integer)")
            .Append($"CREATE TABLE {KeptBoth}(id varchar(40) NOT NULL PRIMARY KEY, v varchar(20))")
            .Concat(ExpectedOutcomes.Numbers.Select((_, i) => $"CREATE TABLE {Number(i)}(id integer NOT NULL PRIMARY KEY, n integer)"))
            .Concat(ExpectedOutcomes.ConstraintPolicies.Select((_, i) => $"CREATE TABLE {Unique(i)}(id integer NOT NULL PRIMARY KEY, code varchar(20) UNIQUE)"))
            .Concat(ExpectedOutcomes.ConstraintPolicies.Select((_, i) => $"CREATE TABLE {Parent(i)}(id integer NOT NULL PRIMARY KEY)"))
            .Concat(ExpectedOutcomes.ConstraintPolicies.Select((_, i) => $"CREATE TABLE {Child(i)}(id integer NOT NULL PRIMARY KEY, p integer, FOREIGN KEY (p) REFERENCES {Parent(i)}(id))")));

    public static string Row(int policy) => $"t{policy}";

    public static string Number(int policy) => $"n{policy}";

    public static string Unique(int policy) => $"u{policy}";

    public static string Parent(int policy) => $"p{policy}";

    public static string Child(int policy) => $"c{policy}";

    public static string Policy(string table)
    {
        if (table == KeptBoth) return Of("manual", ConflictKind.CreateCreate, "keep-both");
        var number = int.Parse(table[1..], System.Globalization.CultureInfo.InvariantCulture);
        return table[0] switch
        {
            't' => ExpectedOutcomes.Policies[number],
            'n' => new TablePolicy("manual", new Dictionary<ConflictKind, string>(), new Dictionary<string, string> { ["n"] = ExpectedOutcomes.Numbers[number].Policy }).ToString(),
            'u' => Of("manual", ConflictKind.UniqueKey, ExpectedOutcomes.ConstraintPolicies[number]),
            _ => Of("manual", ConflictKind.ForeignKey, ExpectedOutcomes.ConstraintPolicies[number]),
        };
    }

    private static string Of(string policy, ConflictKind kind, string other) =>
        new TablePolicy(policy, new Dictionary<ConflictKind, string> { [kind] = other }, new Dictionary<string, string>()).ToString();
}
