using MultiDbSync.Engine.Changes;
using MultiDbSync.Engine.Schema;

namespace MultiDbSync.Engine.Routing.Filters;

/// <summary>Gives a literal the type of the column that it is compared with, and refuses what can't be compared.</summary>
internal static class FilterTyping
{
    /// <exception cref="FilterSyntaxException">The two can't be compared.</exception>
    public static (FilterOperand Left, FilterOperand Right) Match(FilterOperand left, FilterOperand right, FilterToken symbol)
    {
        if (left.Column is null && right.Column is null) throw new FilterSyntaxException("One side of a comparison must be a column.", symbol.Position);
        if ((left.Column ?? right.Column)!.Type is CanonicalType.Json or CanonicalType.Binary && symbol.Text is not ("=" or "<>"))
            throw new FilterSyntaxException($"Column {(left.Column ?? right.Column)!.Name} can be compared by = and <> only.", symbol.Position);
        if (left.Column is { } a && right.Column is { } b)
        {
            return Class(a.Type) == Class(b.Type) || a.Type == CanonicalType.Any || b.Type == CanonicalType.Any
                ? (left, right)
                : throw new FilterSyntaxException($"Columns {a.Name} and {b.Name} hold values that can't be compared.", symbol.Position);
        }

        return left.Column is { } column ? (left, Typed(right, column)) : (Typed(left, right.Column!), right);
    }

    private static FilterOperand Typed(FilterOperand literal, ColumnSchema column)
    {
        var value = literal.Literal;
        if (column.Type == CanonicalType.Any || (IsNumber(value.Kind) && IsNumber(ValueConversion.KindOf(column.Type)!.Value))) return literal;
        var kind = ValueConversion.KindOf(column.Type)!.Value;
        if (value.Kind == kind) return literal;
        var typed = value.Kind == CellKind.Text && !IsNumber(kind) && kind != CellKind.Boolean ? ValueConversion.To(value, CanonicalType.Text, column.Type) : null;
        return typed is { } now ? literal with { Literal = now } : throw new FilterSyntaxException($"Column {column.Name} is {Name(column.Type)}; '{literal.Token.Text}' is none.", literal.Token.Position);
    }

    private static bool IsNumber(CellKind kind) => kind is CellKind.Integer or CellKind.Decimal or CellKind.Real;

    private static CellKind? Class(CanonicalType type) => ValueConversion.KindOf(type) is { } kind && IsNumber(kind) ? CellKind.Decimal : ValueConversion.KindOf(type);

    private static string Name(CanonicalType type) => type switch
    {
        CanonicalType.Boolean => "TRUE or FALSE",
        CanonicalType.Date => "a date ('2026-03-29')",
        CanonicalType.Time => "a time ('23:59:59')",
        CanonicalType.Timestamp => "a date and time ('2026-03-29 02:30:00')",
        CanonicalType.TimestampOffset => "an instant ('2026-03-29 02:30:00Z')",
        CanonicalType.Text => "text (in single quotes)",
        CanonicalType.Binary => "bytes (x'00FF')",
        CanonicalType.Uuid => "a UUID",
        CanonicalType.Json => "JSON",
        _ => "a number",
    };
}
