using System.Buffers;
using System.Text;
using System.Text.Json;

namespace MultiDbSync.Engine.Changes;

/// <summary>The values of a row's columns, in the table's order. Equality looks at names and values, not at their order.</summary>
public sealed class RowImage : IEquatable<RowImage>
{
    private readonly string[] _columns;
    private readonly CellValue[] _values;
    private string? _json;

    /// <summary>Takes over both arrays; they must be of one length and not be changed afterwards.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public RowImage(string[] columns, CellValue[] values)
    {
        if (columns.Length != values.Length) throw new ArgumentException($"{columns.Length} columns but {values.Length} values.", nameof(values));
        _columns = columns;
        _values = values;
    }

    /// <summary>An image of the given cells.</summary>
    public static RowImage Of(params (string Column, CellValue Value)[] cells) =>
        new([.. cells.Select(c => c.Column)], [.. cells.Select(c => c.Value)]);

    /// <summary>Column names.</summary>
    public IReadOnlyList<string> Columns => _columns;

    /// <summary>Values, in the order of <see cref="Columns"/>.</summary>
    public IReadOnlyList<CellValue> Values => _values;

    /// <summary>The value of a column.</summary>
    /// <exception cref="KeyNotFoundException">The image has no such column.</exception>
    public CellValue this[string column] =>
        TryGet(column, out var value) ? value : throw new KeyNotFoundException($"The row image has no column '{column}'.");

    /// <summary>Looks a column up.</summary>
    public bool TryGet(string column, out CellValue value)
    {
        var index = Array.IndexOf(_columns, column);
        value = index < 0 ? CellValue.Null : _values[index];
        return index >= 0;
    }

    /// <summary>Columns whose values differ in <paramref name="other"/>; a column that one side lacks counts as different.</summary>
    public IReadOnlyList<string> ChangedColumns(RowImage other)
    {
        var changed = new List<string>();
        for (var i = 0; i < _columns.Length; i++)
            if (!other.TryGet(_columns[i], out var value) || value != _values[i]) changed.Add(_columns[i]);
        foreach (var column in other._columns)
            if (Array.IndexOf(_columns, column) < 0) changed.Add(column);
        return changed;
    }

    /// <summary>This image with the given columns taken from <paramref name="source"/>.</summary>
    public RowImage With(IEnumerable<string> columns, RowImage source)
    {
        var names = new List<string>(_columns);
        var values = new List<CellValue>(_values);
        foreach (var column in columns)
        {
            if (!source.TryGet(column, out var value)) continue;
            var index = names.IndexOf(column);
            if (index >= 0)
            {
                values[index] = value;
                continue;
            }

            names.Add(column);
            values.Add(value);
        }

        return new RowImage([.. names], [.. values]);
    }

    /// <summary>The canonical encoding, for the hub store.</summary>
    public string ToJson() => _json ??= Encode();

    private string Encode()
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer, JsonText.WriterOptions))
        {
            writer.WriteStartObject();
            for (var i = 0; i < _columns.Length; i++)
            {
                writer.WritePropertyName(_columns[i]);
                CellJson.Write(writer, _values[i]);
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Reads <see cref="ToJson"/> back; null for null.</summary>
    /// <exception cref="JsonException">The text is not an image.</exception>
    public static RowImage? FromJson(string? json)
    {
        if (json is null) return null;
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        var columns = new List<string>();
        var values = new List<CellValue>();
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            columns.Add(reader.GetString()!);
            reader.Read();
            values.Add(CellJson.Read(ref reader));
        }

        return new RowImage([.. columns], [.. values]) { _json = json };
    }

    /// <inheritdoc />
    public bool Equals(RowImage? other)
    {
        if (other is null || other._columns.Length != _columns.Length) return false;
        for (var i = 0; i < _columns.Length; i++)
        {
            if (string.Equals(_columns[i], other._columns[i], StringComparison.Ordinal))
            {
                if (_values[i] != other._values[i]) return false;
            }
            else if (!other.TryGet(_columns[i], out var value) || value != _values[i])
            {
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as RowImage);

    /// <inheritdoc />
    public override int GetHashCode()
    {
        var hash = _columns.Length;
        for (var i = 0; i < _columns.Length; i++)
            hash ^= HashCode.Combine(_columns[i].GetHashCode(StringComparison.Ordinal), _values[i]);
        return hash;
    }
}
