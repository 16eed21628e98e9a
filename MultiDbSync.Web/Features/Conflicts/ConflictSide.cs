namespace MultiDbSync.Web.Features.Conflicts;

/// <summary>Where a cell of the edited result comes from.</summary>
public enum ConflictSide
{
    /// <summary>The value before both changes.</summary>
    Base,

    /// <summary>The change that was accepted first.</summary>
    Left,

    /// <summary>The change that met it.</summary>
    Right,

    /// <summary>A person's own value.</summary>
    Typed,
}
