namespace MultiDbSync.Web.Features.Query;

/// <summary>What a comparison found of a row.</summary>
public enum RowState
{
    /// <summary>All databases have it with the same values.</summary>
    Equal,

    /// <summary>All have it, and values differ.</summary>
    Differs,

    /// <summary>Not all have it.</summary>
    Missing,
}
