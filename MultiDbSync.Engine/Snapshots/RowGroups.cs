namespace MultiDbSync.Engine.Snapshots;

/// <summary>
/// Strongly connected components of rows that refer to each other, parents first (Tarjan, https://doi.org/10.1137/0201010), without recursion: a tree may be
/// as deep as the table is long.
/// </summary>
internal sealed class RowGroups(IReadOnlyList<List<int>> parents)
{
    private readonly int[] _number = new int[parents.Count];
    private readonly int[] _lowest = new int[parents.Count];
    private readonly bool[] _open = new bool[parents.Count];
    private readonly Stack<int> _members = new();
    private readonly List<List<int>> _groups = [];
    private int _last;

    public List<List<int>> ParentsFirst()
    {
        for (var i = 0; i < parents.Count; i++)
            if (_number[i] == 0) Walk(i);
        return _groups;
    }

    private void Walk(int root)
    {
        var path = new Stack<(int Row, int Next)>();
        Enter(root, path);
        while (path.TryPop(out var step))
        {
            if (step.Next < parents[step.Row].Count)
            {
                path.Push((step.Row, step.Next + 1));
                var parent = parents[step.Row][step.Next];
                if (_number[parent] == 0) Enter(parent, path);
                else if (_open[parent]) _lowest[step.Row] = Math.Min(_lowest[step.Row], _number[parent]);
                continue;
            }

            if (_lowest[step.Row] == _number[step.Row]) Close(step.Row);
            if (path.TryPeek(out var child)) _lowest[child.Row] = Math.Min(_lowest[child.Row], _lowest[step.Row]);
        }
    }

    private void Enter(int row, Stack<(int Row, int Next)> path)
    {
        _number[row] = _lowest[row] = ++_last;
        _open[row] = true;
        _members.Push(row);
        path.Push((row, 0));
    }

    private void Close(int first)
    {
        var group = new List<int>();
        int row;
        do
        {
            row = _members.Pop();
            _open[row] = false;
            group.Add(row);
        }
        while (row != first);
        _groups.Add(group);
    }
}
