using System.Text;

namespace MultiDbSync.Connectors.MySql;

/// <summary>The labels of an enum, from its declared type: <c>enum('a','it''s')</c>.</summary>
internal static class MySqlLabels
{
    public static IReadOnlyList<string> Parse(string declared)
    {
        var labels = new List<string>();
        var at = declared.IndexOf('\'', StringComparison.Ordinal);
        while (at >= 0 && at < declared.Length && declared[at] == '\'')
        {
            labels.Add(ReadLabel(declared, ref at));
            at = at < declared.Length && declared[at] == ',' ? declared.IndexOf('\'', at) : -1;
        }

        return labels;
    }

    private static string ReadLabel(string declared, ref int at)
    {
        var label = new StringBuilder();
        for (at++; at < declared.Length; at++)
        {
            if (declared[at] == '\'' && !(++at < declared.Length && declared[at] == '\'')) break;
            label.Append(declared[at]);
        }

        return label.ToString();
    }
}
