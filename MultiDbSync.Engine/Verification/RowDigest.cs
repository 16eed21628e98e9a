using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Engine.Verification;

/// <summary>Hashes of a table's rows over the columns that both databases have. Two values are told apart by kind and content. Used by one reader at a time.</summary>
internal sealed class RowDigest(TableSchema table, IReadOnlyList<string> columns)
{
    private byte[] _buffer = new byte[256];
    private int _length;

    /// <summary>Where a row belongs; keys that are one under the set's weakest equality belong together.</summary>
    public int BucketOf(RowImage row)
    {
        _length = 0;
        Put(table.FormOf(table.KeyOf(row)));
        return (int)(Hash() % BucketHashes.Buckets);
    }

    public UInt128 HashOf(RowImage row)
    {
        _length = 0;
        foreach (var column in columns) Put(row.TryGet(column, out var value) ? value : CellValue.Null);
        return Hash();
    }

    /// <summary>Equal in the columns that both have, or both absent.</summary>
    public bool AreEqual(RowImage? left, RowImage? right) =>
        left is null || right is null
            ? left is null && right is null
            : columns.All(c => left.TryGet(c, out var a) & right.TryGet(c, out var b) && a == b);

    private UInt128 Hash()
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(_buffer.AsSpan(0, _length), hash);
        return BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }

    private void Put(CellValue value)
    {
        Room(9);
        _buffer[_length++] = (byte)value.Kind;
        switch (value.Kind)
        {
            case CellKind.Null:
                break;
            case CellKind.Boolean or CellKind.Integer:
                Put(value.Integer);
                break;
            case CellKind.Real:
                Put(BitConverter.DoubleToInt64Bits(value.Real));
                break;
            case CellKind.Binary:
                Put(value.Binary.Length);
                Room(value.Binary.Length);
                value.Binary.Span.CopyTo(_buffer.AsSpan(_length));
                _length += value.Binary.Length;
                break;
            default:
                Put(value.Text);
                break;
        }
    }

    private void Put(string text)
    {
        var bytes = Encoding.UTF8.GetByteCount(text);
        Room(bytes + 8);
        Put((long)bytes);
        _length += Encoding.UTF8.GetBytes(text, _buffer.AsSpan(_length));
    }

    private void Put(long number)
    {
        BinaryPrimitives.WriteInt64LittleEndian(_buffer.AsSpan(_length), number);
        _length += sizeof(long);
    }

    private void Room(int bytes)
    {
        if (_buffer.Length - _length < bytes + sizeof(long)) Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + bytes + sizeof(long)));
    }
}
