using MultiDbSync.Engine.Changes;

namespace MultiDbSync.Engine.Routing.Filters;

/// <summary>A part of a filter, in the three-valued logic of SQL: null is unknown.</summary>
internal abstract record FilterExpression
{
    public abstract bool? Holds(RowImage row);

    internal sealed record And(FilterExpression Left, FilterExpression Right) : FilterExpression
    {
        public override bool? Holds(RowImage row) => Left.Holds(row) & Right.Holds(row);
    }

    internal sealed record Or(FilterExpression Left, FilterExpression Right) : FilterExpression
    {
        public override bool? Holds(RowImage row) => Left.Holds(row) | Right.Holds(row);
    }

    internal sealed record Not(FilterExpression Inner) : FilterExpression
    {
        public override bool? Holds(RowImage row) => !Inner.Holds(row);
    }

    internal sealed record IsNull(FilterOperand Operand) : FilterExpression
    {
        public override bool? Holds(RowImage row) => Operand.Of(row).IsNull;
    }

    internal sealed record Comparison(FilterOperand Left, string Symbol, FilterOperand Right) : FilterExpression
    {
        public override bool? Holds(RowImage row) => FilterOrder.Compare(Left.Of(row), Right.Of(row)) is not { } order ? null : Symbol switch
        {
            "=" => order == 0,
            "<>" => order != 0,
            "<" => order < 0,
            "<=" => order <= 0,
            ">" => order > 0,
            _ => order >= 0,
        };
    }

    internal sealed record In(FilterOperand Operand, IReadOnlyList<FilterOperand> List) : FilterExpression
    {
        public override bool? Holds(RowImage row)
        {
            bool? found = false;
            foreach (var item in List) found |= FilterOrder.Compare(Operand.Of(row), item.Of(row)) is { } order ? order == 0 : null;
            return found;
        }
    }

    internal sealed record Like(FilterOperand Operand, string Pattern) : FilterExpression
    {
        public override bool? Holds(RowImage row) => Operand.Of(row) is { Kind: CellKind.Text } value ? Matches(value.Text) : null;

        // % is any run of characters, _ any one; on a mismatch the last % takes one character more.
        private bool Matches(string text)
        {
            var (at, place, star, mark) = (0, 0, -1, 0);
            while (at < text.Length)
            {
                if (place < Pattern.Length && Pattern[place] == '%')
                {
                    (star, mark) = (place++, at);
                }
                else if (place < Pattern.Length && (Pattern[place] == '_' || Pattern[place] == text[at]))
                {
                    (at, place) = (at + 1, place + 1);
                }
                else if (star >= 0)
                {
                    (place, at) = (star + 1, ++mark);
                }
                else
                {
                    return false;
                }
            }

            return Pattern.AsSpan(place).TrimStart('%').IsEmpty;
        }
    }
}
