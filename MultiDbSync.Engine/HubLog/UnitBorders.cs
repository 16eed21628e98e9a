using MultiDbSync.Engine.Changes;

namespace MultiDbSync.Engine.HubLog;

/// <summary>
/// Where one unit of delivery ends and the next begins. Entries stay in <c>seq</c> order, because what a change had seen is told by that order; source
/// transactions that interleave in it are therefore one unit together.
/// </summary>
internal sealed class UnitBorders
{
    private readonly bool[] _border;

    public UnitBorders(IReadOnlyList<CapturedEntry> entries)
    {
        _border = new bool[entries.Count];
        var last = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < entries.Count; i++) last[entries[i].Tx ?? ""] = i;
        var openUntil = -1;
        for (var i = 0; i < entries.Count; i++)
        {
            _border[i] = i > openUntil;
            openUntil = Math.Max(openUntil, last[entries[i].Tx ?? ""]);
        }
    }

    public bool IsBorder(int index) => _border[index];
}
