using MultiDbSync.Contracts.Query;
using MultiDbSync.Engine.Connectors;

namespace MultiDbSync.Api.Features.Query;

/// <summary>A plan on the wire: its tree as a list with depths, since JSON readers stop at some depth.</summary>
internal static class PlanWire
{
    public static ExplainQueryResponse Of(string database, QueryPlan plan) => new(
        database,
        [.. plan.Steps.SelectMany(s => Flat(s, 0))],
        [.. plan.Advice.Select(a => new QueryAdvice(a.Kind, a.Table, a.Message, a.Statement))],
        plan.Native,
        plan.Elapsed.TotalMilliseconds);

    private static IEnumerable<QueryPlanStep> Flat(PlanNode node, int depth) =>
        node.Children.SelectMany(c => Flat(c, depth + 1)).Prepend(new QueryPlanStep(depth, node.Action, node.Native, node.Table, node.Index, node.Detail, node.Rows, node.Cost, node.IsCostly));
}
