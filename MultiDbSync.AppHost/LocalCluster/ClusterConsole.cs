namespace MultiDbSync.AppHost.LocalCluster;

/// <summary>Everything that the cluster says: each line with the name of its resource before it, each resource in a colour of its own.</summary>
internal sealed class ClusterConsole(TextWriter writer, bool colours)
{
    private const string Reset = "\e[0m";
    private const string Bold = "\e[1m";
    private const string Yellow = "\e[33m";
    private const string Red = "\e[31m";
    private const int NameWidth = 10;

    private static readonly string[] Palette = ["\e[36m", "\e[32m", "\e[35m", "\e[34m", "\e[96m", "\e[92m"];

    private readonly Lock _gate = new();
    private readonly Dictionary<string, string> _colours = [];

    public static ClusterConsole Create() =>
        new(Console.Out, !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")));

    public void Line(string name, string text) => Write(name, text, "");

    public void Warn(string name, string text) => Write(name, text, Yellow);

    public void Fail(string name, string text) => Write(name, text, Red);

    /// <summary>Rows of a name and an address, aligned, without borders: an address can be copied whole.</summary>
    public void Table(string title, IEnumerable<(string Name, string Value)> rows)
    {
        var list = rows.ToList();
        var width = list.Max(row => row.Name.Length) + 2;
        Raw(["", Paint(Bold, title), .. list.Select(row => $"  {row.Name.PadRight(width)}{Paint(Bold, row.Value)}"), ""]);
    }

    private void Write(string name, string text, string colour)
    {
        lock (_gate)
        {
            if (!_colours.TryGetValue(name, out var own))
                _colours[name] = own = Palette[_colours.Count % Palette.Length];
            Raw([$"{Paint(own, name.PadRight(NameWidth) + " |")} {(colour.Length > 0 ? Paint(colour, text) : text)}"]);
        }
    }

    private string Paint(string colour, string text) => colours ? $"{colour}{text}{Reset}" : text;

    private void Raw(IEnumerable<string> lines)
    {
        lock (_gate)
        {
            try
            {
                foreach (var line in lines)
                    writer.WriteLine(line);
                writer.Flush();
            }
            catch (IOException)
            {
                // Whoever read our output has gone; the cluster goes on, cluster.json still tells its addresses.
            }
        }
    }
}
