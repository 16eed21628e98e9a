using System.Data.Common;

namespace MultiDbSync.Tests.EndToEnd.Databases;

/// <summary>
/// Counts up, one commit a step, in one database and on every n-th book only: the sums can be known beforehand. Where the database goes away, it looks
/// afterwards whether its last step was committed, as an application would that must know.
/// </summary>
internal sealed class CounterLoad
{
    private const int Books = 120;

    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan TimeToComeBack = TimeSpan.FromSeconds(60);

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
            _copies[book] = CopiesOf(connection, book);
    }

    public int Increments { get; private set; }

    /// <summary>How often the database went away.</summary>
    public int Interruptions { get; private set; }

    /// <summary>Each book with the number of copies that it must have.</summary>
    public string Expected => string.Join(", ", _copies.Select(book => $"{book.Key}: {book.Value}"));

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var connection = _databases.Open(_name);
        using var beat = new PeriodicTimer(Beat);
        while (!cancellationToken.IsCancellationRequested)
        {
            var book = _books[Increments % _books.Count];
            try
            {
                connection.Execute("UPDATE books SET copies = copies + 1 WHERE id = @p1", book);
                _copies[book]++;
                Increments++;
            }
            catch (DbException)
            {
                Interruptions++;
                await connection.DisposeAsync();
                connection = await ReopenAsync();
                var found = CopiesOf(connection, book);
                Assert.InRange(found - _copies[book], 0, 1);
                Increments += (int)(found - _copies[book]);
                _copies[book] = found;
            }

            await beat.WaitForNextTickAsync(CancellationToken.None);
        }

        await connection.DisposeAsync();
    }

    /// <summary>The same text as <see cref="Expected"/>, as a database has it.</summary>
    public string Read(string name)
    {
        using var connection = _databases.Open(name);
        return string.Join(", ", _copies.Keys.Select(book => $"{book}: {CopiesOf(connection, book)}"));
    }

    private static long CopiesOf(DbConnection connection, long book) => (long)connection.Execute("SELECT copies FROM books WHERE id = @p1", book)!;

    private async Task<DbConnection> ReopenAsync()
    {
        using var limit = new CancellationTokenSource(TimeToComeBack);
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (true)
        {
            try
            {
                return _databases.Open(_name);
            }
            catch (DbException)
            {
                await beat.WaitForNextTickAsync(limit.Token);
            }
        }
    }
}
