using System.Globalization;
using System.Text;
using MultiDbSync.Contracts.Audit;

namespace MultiDbSync.Api.Features.Audit;

/// <summary>Entries as lines after RFC 4180. A cell that a spreadsheet would take for a formula gets an apostrophe in front.</summary>
internal static class AuditCsv
{
    private const int AtATime = 64 * 1024;

    public static async Task WriteAsync(IAsyncEnumerable<AuditRecord> entries, Stream to, CancellationToken cancellationToken)
    {
        var text = new StringBuilder("number,time,actor,address,action,subject,outcome,before,after,trace,hash\r\n");
        await foreach (var entry in entries.WithCancellation(cancellationToken))
        {
            text.AppendJoin(',', Cells(entry).Select(Cell)).Append("\r\n");
            if (text.Length < AtATime) continue;
            await FlushAsync(text, to, cancellationToken);
        }

        await FlushAsync(text, to, cancellationToken);
    }

    private static string?[] Cells(AuditRecord e) =>
    [
        e.Id.ToString(CultureInfo.InvariantCulture), e.At.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture),
        e.Actor, e.Address, e.Action, e.Subject, e.Outcome.ToString(), e.Before, e.After, e.TraceId, e.Hash,
    ];

    private static string Cell(string? value)
    {
        if (string.IsNullOrEmpty(value)) return "";
        var safe = StartsFormula(value[0]) ? "'" + value : value;
        return safe.AsSpan().IndexOfAny(",\"\r\n") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    // Some spreadsheets take the full-width forms for the others: https://owasp.org/www-community/attacks/CSV_Injection
    private static bool StartsFormula(char first) => first is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '\uff1d' or '\uff0b' or '\uff0d' or '\uff20';

    private static async Task FlushAsync(StringBuilder text, Stream to, CancellationToken cancellationToken)
    {
        await to.WriteAsync(Encoding.UTF8.GetBytes(text.ToString()), cancellationToken);
        text.Clear();
    }
}
