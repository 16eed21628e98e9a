namespace MultiDbSync.Tests.EndToEnd.Telemetry;

/// <summary>The few rules of the protobuf wire format that reading a message's fields needs.</summary>
internal static class ProtobufReader
{
    private const int Varint = 0;
    private const int Fixed64 = 1;
    private const int Bytes = 2;
    private const int Fixed32 = 5;

    /// <summary>The fields of a message that hold bytes: texts, ids and messages within it.</summary>
    public static IEnumerable<(int Number, ReadOnlyMemory<byte> Value)> Fields(ReadOnlyMemory<byte> message)
    {
        for (var at = 0; at < message.Length;)
        {
            var tag = (int)ReadVarint(message.Span, ref at);
            switch (tag & 7)
            {
                case Varint:
                    ReadVarint(message.Span, ref at);
                    break;
                case Fixed64:
                    at += sizeof(ulong);
                    break;
                case Fixed32:
                    at += sizeof(uint);
                    break;
                case Bytes:
                    var length = (int)ReadVarint(message.Span, ref at);
                    yield return (tag >> 3, message.Slice(at, length));
                    at += length;
                    break;
                default:
                    throw new InvalidDataException($"No wire type {tag & 7} is in use.");
            }
        }
    }

    public static IEnumerable<ReadOnlyMemory<byte>> All(ReadOnlyMemory<byte> message, int number) =>
        Fields(message).Where(field => field.Number == number).Select(field => field.Value);

    private static ulong ReadVarint(ReadOnlySpan<byte> bytes, ref int at)
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var next = bytes[at++];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
                return value;
        }
    }
}
