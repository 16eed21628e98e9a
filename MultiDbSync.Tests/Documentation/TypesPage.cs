using System.Text;
using MultiDbSync.Engine.Schema;
using MultiDbSync.Tests.Reliability.Types;
using MultiDbSync.Tests.Support.Databases;

namespace MultiDbSync.Tests.Documentation;

/// <summary>The tables of docs/types.md, from what the connectors read and map, and from the values of the type matrix.</summary>
internal sealed class TypesPage(IReadOnlyList<TestDatabase> databases)
{
    public const string Marker = "<!-- From here on TypesPageTests writes this page (MDS_WRITE_DOCS=1) and fails when it says anything else. -->";

    private readonly StringBuilder _text = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async Task<string> RenderAsync()
    {
        foreach (var source in databases) await DeclaredAsync(source);
        Refused();
        Held();
        return _text.ToString();
    }

    private async Task DeclaredAsync(TestDatabase source)
    {
        source.Run(DeclaredTypes.Create(source));
        var table = (await source.Connector.Schema.ReadAsync(Cancel)).Single(t => t.Name == "t");
        Line($"## Tables of {Name(source)}");
        Line($"| Declared there | Carried as | {string.Join(" | ", databases.Select(d => "Made on " + Name(d)))} |");
        Line($"|---|---|{string.Concat(databases.Select(_ => "---|"))}");
        var made = databases.ToDictionary(d => d, d => d.Connector.SchemaWriter.Map([table]).Single());
        foreach (var (declared, i) in DeclaredTypes.Of(source).Select((t, i) => (t, i)))
            Line($"| {Code(declared)} | {Words(table.Column($"c{i}")!)} | {string.Join(" | ", databases.Select(d => Made(made[d].Column($"c{i}")!)))} |");
        Line("");
        foreach (var target in databases)
            foreach (var notes in target.Connector.SchemaWriter.Create([table]).Notes.Select(n => Note(n, source)).GroupBy(n => n.Text, n => n.Column))
                Line($"- On {Name(target)}, {string.Join(", ", notes.Distinct())}: {notes.Key}");
        Line("");
    }

    private void Refused()
    {
        Line("## Values that not every make can hold");
        Line("Such a row alone is refused there: a dead letter that names the column. All others arrive.");
        Line("");
        Line("| Type in the matrix | Value | Written on | Refused by tables made on |");
        Line("|---|---|---|---|");
        foreach (var type in TypeCases.All)
        {
            foreach (var value in type.Values.Where(v => v.RefusedBy.Length > 0))
                Line($"| {type.Name} | {value.Name} | {Writers(value, besides: value.RefusedBy)} | {string.Join(", ", databases.Where(d => value.RefusedBy.Contains(d.Make)).Select(Name))} |");
        }

        Line("");
    }

    private void Held()
    {
        Line("## Values that arrive as they are, on every make");
        Line("| Type in the matrix | Values |");
        Line("|---|---|");
        foreach (var type in TypeCases.All.Where(t => t.Values.Any(v => v.RefusedBy.Length == 0)))
            Line($"| {type.Name} ({string.Join(", ", databases.Select(d => Code(type.DeclaredOn(d))))}) | {string.Join(", ", type.Values.Where(v => v.RefusedBy.Length == 0).Select(Show))} |");

        string Show(TypeValue value) => databases.All(d => value.Literal(d) is not null) ? value.Name : $"{value.Name} (from {Writers(value, [])})";
    }

    private string Writers(TypeValue value, IReadOnlyList<string> besides) => string.Join(", ", databases.Where(d => value.Literal(d) is not null && !besides.Contains(d.Make)).Select(Name));

    private static (string Column, string Text) Note(string note, TestDatabase source)
    {
        // "t: column c7: …" or "t: column c7 does …"
        var words = note["t: column c".Length..];
        var digits = words.TakeWhile(char.IsAsciiDigit).Count();
        return (Code(DeclaredTypes.Of(source)[int.Parse(words[..digits], System.Globalization.CultureInfo.InvariantCulture)]), words[digits..].TrimStart(':').Trim());
    }

    private void Line(string text) => _text.Append(text).Append('\n');

    private static string Words(ColumnSchema column)
    {
        var limits = column switch
        {
            { Labels: not null } => ", with its labels",
            { Precision: { } precision, Scale: { } scale } => $" ({precision},{scale})",
            { Precision: { } precision } => $" ({precision})",
            { Length: { } length } => $" ({length})",
            _ => "",
        };
        return column.Type + limits;
    }

    private static string Made(ColumnSchema column) => Code(column.DeclaredType) + (column.Labels is null ? "" : " with a check");

    private static string Name(TestDatabase database) => database.Make switch { "sqlite" => "SQLite", "postgresql" => "PostgreSQL", _ => "MariaDB" };

    private static string Code(string declared) => declared.Length == 0 ? "(none)" : $"`{declared}`";
}
