namespace MultiDbSync.Api.Features.Lists;

/// <summary>Which page of a list, checked.</summary>
internal sealed record PageParameters(int Number, int Size)
{
    public const int DefaultSize = 50;
    public const int LargestSize = 500;

    public int Skip => (Number - 1) * Size;

    /// <summary>Reads what was asked for; what can't be used is told in <paramref name="errors"/>.</summary>
    public static PageParameters Read(int? page, int? pageSize, Dictionary<string, string> errors)
    {
        if (page is < 1 or > 1_000_000) errors["page"] = "'page' is a number from 1 to 1000000.";
        if (pageSize is < 1 or > LargestSize) errors["pageSize"] = $"'pageSize' is a number from 1 to {LargestSize}.";
        return errors.Count > 0 ? new PageParameters(1, DefaultSize) : new PageParameters(page ?? 1, pageSize ?? DefaultSize);
    }
}
