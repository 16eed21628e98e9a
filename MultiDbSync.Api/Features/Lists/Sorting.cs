using System.Linq.Expressions;

namespace MultiDbSync.Api.Features.Lists;

/// <summary>The columns that a list may be sorted by; <c>-name</c> sorts downwards.</summary>
internal sealed class Sorting<T>(string initial, params (string Name, Expression<Func<T, object?>> By)[] columns)
{
    /// <summary>Sorts by what was asked for; what can't be used is told in <paramref name="errors"/>.</summary>
    public IQueryable<T> Apply(IQueryable<T> rows, string? sort, Expression<Func<T, long>> tieBreaker, Dictionary<string, string> errors)
    {
        var wanted = string.IsNullOrEmpty(sort) ? initial : sort;
        var down = wanted.StartsWith('-');
        var column = Array.Find(columns, c => c.Name.Equals(wanted.TrimStart('-'), StringComparison.OrdinalIgnoreCase));
        if (column.Name is null)
        {
            errors["sort"] = $"'sort' is one of {string.Join(", ", columns.Select(c => c.Name))}, with '-' in front to sort downwards.";
            return rows;
        }

        return down ? rows.OrderByDescending(column.By).ThenByDescending(tieBreaker) : rows.OrderBy(column.By).ThenBy(tieBreaker);
    }
}
