using MultiDbSync.Contracts;

namespace MultiDbSync.Web.Components.Shared;

/// <summary>Rows for a file.</summary>
/// <param name="Left">How many match beyond those: a file is bounded.</param>
public sealed record CsvRows(IReadOnlyList<IReadOnlyList<string?>> Rows, int Left = 0)
{
    /// <summary>Rows of one file at most.</summary>
    public const int Most = 10_000;

    private const int PageSize = 500;

    /// <summary>Reads a list page after page, up to <see cref="Most"/> rows.</summary>
    public static async Task<CsvRows> GatherAsync<T>(Func<int, int, Task<Page<T>>> read, Func<T, IReadOnlyList<string?>> line)
    {
        ArgumentNullException.ThrowIfNull(read);
        ArgumentNullException.ThrowIfNull(line);
        var rows = new List<IReadOnlyList<string?>>();
        while (true)
        {
            var page = await read(rows.Count / PageSize + 1, PageSize);
            rows.AddRange(page.Items.Select(line));
            if (page.Items.Count < PageSize || rows.Count >= Math.Min(Most, page.Total))
                return new CsvRows(rows, Math.Max(0, page.Total - rows.Count));
        }
    }
}
