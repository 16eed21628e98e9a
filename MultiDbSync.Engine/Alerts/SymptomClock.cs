namespace MultiDbSync.Engine.Alerts;

/// <summary>How long symptoms have lasted, as far as this process has seen.</summary>
internal sealed class SymptomClock
{
    private readonly Dictionary<(string, string), (DateTimeOffset Since, long? Mark)> _since = [];

    /// <summary>Takes note of what is so now, and forgets what is no longer.</summary>
    public IReadOnlyList<Standing> Observe(IReadOnlyList<Symptom> symptoms, DateTimeOffset now)
    {
        foreach (var gone in _since.Keys.Except(symptoms.Select(s => s.Key)).ToList()) _since.Remove(gone);
        return [.. symptoms.Select(s => Observe(s, now))];
    }

    private Standing Observe(Symptom symptom, DateTimeOffset now)
    {
        var known = _since.TryGetValue(symptom.Key, out var last);

        var moved = known && symptom.Mark is { } mark && last.Mark is { } before && mark != before;

        // What could not be told for a while begins anew: a database that comes back has not stalled meanwhile.
        var since = known && !moved && symptom.Patience != TimeSpan.MaxValue ? last.Since : now;
        _since[symptom.Key] = (since, symptom.Mark ?? (known ? last.Mark : null));
        return new Standing(symptom, since, now - since >= symptom.Patience, moved);
    }

    /// <summary>A symptom with what time makes of it.</summary>
    /// <param name="Since">When it began, as far as this process has seen.</param>
    /// <param name="Lasts">It has lasted for longer than it may.</param>
    /// <param name="Moved">It is not the same any more that it was at the last look.</param>
    internal sealed record Standing(Symptom Symptom, DateTimeOffset Since, bool Lasts, bool Moved);
}
