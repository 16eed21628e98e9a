namespace MultiDbSync.Engine.Identities;

/// <summary>Numbers that one database alone gives to its new rows.</summary>
internal sealed record IdentityBlock(long First, long Last)
{
    public bool Holds(long number) => number >= First && number <= Last;

    /// <summary>A quarter or less is left from this number on.</summary>
    public bool RunsOutAt(long number) => Last - number < (Last - First) / 4;
}
