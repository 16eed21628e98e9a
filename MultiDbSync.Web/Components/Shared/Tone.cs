namespace MultiDbSync.Web.Components.Shared;

/// <summary>The colour of a state. Never shown without an icon and a word.</summary>
public enum Tone
{
    /// <summary>Nothing special.</summary>
    Neutral,

    /// <summary>As it should be.</summary>
    Good,

    /// <summary>On its way.</summary>
    Busy,

    /// <summary>Wants to be looked at.</summary>
    Warn,

    /// <summary>Needs a person.</summary>
    Bad,
}
