using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Engine.Routing;

/// <summary>One column in the set's terms and in a database's own.</summary>
/// <param name="isKey">Keys keep their spelling: two of them that are one value in the set's terms stay two.</param>
internal sealed class ColumnMap(ColumnSchema agreed, ColumnSchema native, bool isKey)
{
    private readonly CellKind? _agreedKind = ValueConversion.KindOf(agreed.Type);

    public string Agreed { get; } = agreed.Name;

    public string Native { get; } = native.Name;

    /// <summary>Values are the same on both sides.</summary>
    public bool IsPlain { get; } = ValueConversion.KindOf(agreed.Type) == ValueConversion.KindOf(native.Type);

    /// <summary>A captured value in the set's terms; one without a counterpart is carried as it is.</summary>
    public CellValue ToAgreed(CellValue value)
    {
        if (IsPlain || ValueConversion.To(value, native.Type, agreed.Type) is not { } converted) return value;
        return isKey && ValueConversion.To(converted, agreed.Type, native.Type) != value ? value : converted;
    }

    /// <summary>A value of the set's as the database has it, or null when it would not come back as it went.</summary>
    public CellValue? ToNative(CellValue value)
    {
        // Already no value of the set's type: what another database spells so, this one may know too.
        if (IsPlain || value.IsNull || (_agreedKind is { } kind && value.Kind != kind)) return value;
        return ValueConversion.To(value, agreed.Type, native.Type) is { } converted && ToAgreed(converted) == value ? converted : null;
    }

    /// <summary>Why a value is refused.</summary>
    public string Refusal => $"Column {Native}: the value has no exact counterpart as {native.DeclaredType}.";
}
