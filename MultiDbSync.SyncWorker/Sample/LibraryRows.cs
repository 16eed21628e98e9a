using System.Globalization;
using Bogus;

namespace MultiDbSync.SyncWorker.Sample;

/// <summary>The sample's rows: made up, believable, and the same in every database and at every start.</summary>
internal static class LibraryRows
{
    private const int Seed = 20260;
    private static readonly string[] Sections = ["Fiction", "History", "Science", "Children", "Travel", "Art", "Biography", "Poetry"];
    private static readonly string[] Openings = ["The Last", "A Quiet", "Beyond the", "Letters from the", "The Secret", "Under the", "A History of the", "The Book of the", "Return to the", "An Atlas of the"];
    private static readonly string[] Subjects = ["Harbour", "Orchard", "Winter Sea", "Lighthouse", "River", "Mountain Road", "Garden", "Northern Sky", "Island", "Railway", "Meadow", "Old Town"];

    /// <summary>Rows of a table, values in column order.</summary>
    public static IReadOnlyList<object?[]> Of(string table)
    {
        var faker = new Faker("en") { Random = new Randomizer(Seed + table.Length) };
        return table switch
        {
            "authors" => Rows(40, i => [i, faker.Name.FullName(), faker.Address.Country(), (long)faker.Random.Int(1890, 1990)]),
            "sections" => Rows(Sections.Length, i => [i, Sections[i - 1], (i - 1) / 3]),
            "books" => Rows(120, i => [
                i, $"{Openings[(i - 1) % Openings.Length]} {Subjects[(i - 1) / Openings.Length]}", faker.Random.Long(1, 40), faker.Random.Long(1, Sections.Length), Isbn(i),
                faker.Random.Long(1950, 2025), faker.Random.Int(500, 4500) / 100.0, faker.Random.Long(1, 9)]),
            "users" => Rows(60, i => [i, faker.Name.FullName(), $"reader{i}@library.example", faker.Random.Bool(0.8f) ? faker.Phone.PhoneNumber("+1-###-555-01##") : null, Date(faker, 2018, 2025)]),
            "borrow_records" => Rows(150, i => Borrowing(faker, i)),
            _ => throw new ArgumentOutOfRangeException(nameof(table), table, "The sample has no such table."),
        };
    }

    /// <summary>A time as the sample writes it.</summary>
    public static string Text(DateTime time) => time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static List<object?[]> Rows(int count, Func<long, object?[]> row) => [.. Enumerable.Range(1, count).Select(i => row(i))];

    private static object?[] Borrowing(Faker faker, long id)
    {
        var borrowed = new DateTime(2026, 1, 5, 9, 0, 0, DateTimeKind.Utc).AddHours(faker.Random.Int(0, 7000));
        DateTime? returned = faker.Random.Bool(0.7f) ? borrowed.AddDays(faker.Random.Int(1, 27)) : null;
        return [id, faker.Random.Long(1, 60), faker.Random.Long(1, 110), Text(borrowed), Text(borrowed.AddDays(28)), returned is { } r ? Text(r) : null];
    }

    private static string Date(Faker faker, int from, int to) => $"{faker.Random.Int(from, to)}-{faker.Random.Int(1, 12):00}-{faker.Random.Int(1, 28):00}";

    private static string Isbn(long number)
    {
        var digits = "9780" + (10_000_000 + number * 7919).ToString("00000000", CultureInfo.InvariantCulture);
        var sum = digits.Select((c, i) => (c - '0') * (i % 2 == 0 ? 1 : 3)).Sum();
        return digits + (10 - sum % 10) % 10;
    }
}
