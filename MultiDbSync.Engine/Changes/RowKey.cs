using System.Buffers;
using System.Text;
using System.Text.Json;

namespace MultiDbSync.Engine.Changes;

/// <summary>The values of a row's key columns, in the key's order, with their canonical text. Equality is byte by byte.</summary>
public sealed class RowKey : IEquatable<RowKey>
{
    private RowKey(IReadOnlyList<CellValue> values, string text)
    {
        Values = values;
        Text = text;
    }

    /// <summary>The key's values.</summary>
    public IReadOnlyList<CellValue> Values { get; }

    /// <summary>Canonical text, for instance <c>[17]</c> or <c>["NL","2044"]</c>.</summary>
    public string Text { get; }

    /// <summary>A key of the given values.</summary>
    public static RowKey Of(params IReadOnlyList<CellValue> values) => new(values, Encode(values));

    /// <summary>Reads <see cref="Text"/> back.</summary>
    /// <exception cref="JsonException">The text is not a key.</exception>
    public static RowKey Parse(string text)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text));
        var values = new List<CellValue>(1);
        reader.Read();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) values.Add(CellJson.Read(ref reader));
        return new RowKey(values, text);
    }

    /// <summary>Readable text for people: values joined by commas.</summary>
    public string ToDisplay() => string.Join(", ", Values.Select(v => v.ToString()));

    /// <inheritdoc />
    public bool Equals(RowKey? other) => other is not null && string.Equals(Text, other.Text, StringComparison.Ordinal);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as RowKey);

    /// <inheritdoc />
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc />
    public override string ToString() => Text;

    private static string Encode(IReadOnlyList<CellValue> values)
    {
        if (values is [{ Kind: CellKind.Integer } only]) return string.Create(null, $"[{only.Integer}]");
        var buffer = new ArrayBufferWriter<byte>(64);
        using (var writer = new Utf8JsonWriter(buffer, JsonText.WriterOptions))
        {
            writer.WriteStartArray();
            foreach (var value in values) CellJson.Write(writer, value);
            writer.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
