using MultiDbSync.Tests.EndToEnd.Databases;

namespace MultiDbSync.Tests.EndToEnd;

/// <summary>Counts up, one commit a step, in one database and on every n-th book only: the sums can be known beforehand.</summary>
internal sealed class CounterLoad
{
    private const int Books = 120;

    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(10);

    private readonly SampleDatabases _databases;
    private readonly string _name;
    private readonly List<long> _books;
    private readonly SortedDictionary<long, long> _copies = [];

    public CounterLoad(SampleDatabases databases, string name, int index, int count)
    {
        (_databases, _name) = (databases, name);
        _books = [.. Enumerable.Range(1, Books).Where(id => id % count == index).Select(id => (long)id)];
        using var connection = databases.Open(name);
        foreach (var book in _books)
            _copies[book] = (long)connection.Execute("SELECT copies FROM books WHERE id = $1", book)!;
    }

    public int Increments { get; private set; }

    /// <summary>Each book with the number of copies that it must have.</summary>
    public string Expected => string.Join(", ", _copies.Select(book => $"{book.Key}: {book.Value}"));

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var connection = _databases.Open(_name);
        using var beat = new PeriodicTimer(Beat);
        while (!cancellationToken.IsCancellationRequested)
        {
            var book = _books[Increments % _books.Count];
            connection.Execute("UPDATE books SET copies = copies + 1 WHERE id = $1", book);
            _copies[book]++;
            Increments++;
            await beat.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    /// <summary>The same text as <see cref="Expected"/>, as a database has it.</summary>
    public string Read(string name)
    {
        using var connection = _databases.Open(name);
        return string.Join(", ", _copies.Keys.Select(book => $"{book}: {connection.Execute("SELECT copies FROM books WHERE id = $1", book)}"));
    }
}
