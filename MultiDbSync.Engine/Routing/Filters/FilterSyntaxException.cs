namespace MultiDbSync.Engine.Routing.Filters;

/// <summary>A row filter can't be understood, or does not fit its table. The message is for the person who wrote it.</summary>
/// <param name="position">Where in the text, from 0.</param>
public sealed class FilterSyntaxException(string message, int position) : Exception($"{message} (at character {position + 1})")
{
    /// <summary>Where in the text, from 0.</summary>
    public int Position { get; } = position;
}
