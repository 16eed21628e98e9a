using System.Globalization;
using System.Text.Json;

namespace MultiDbSync.Tests.Simulation;

/// <summary>A history as a file: what a regression keeps. A step is one string: <c>12 Capture n1 93412</c>.</summary>
internal static class WalkFile
{
    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true };

    public static string Write(WalkPlan plan) => JsonSerializer.Serialize(
        new Stored(plan.Seed, plan.Nodes, plan.ItemsPolicy, plan.LabelsPolicy, plan.Constraints, plan.Routes, plan.Skew, [.. plan.Steps.Select(Text)]), Options);

    public static WalkPlan Read(string json)
    {
        var stored = JsonSerializer.Deserialize<Stored>(json)!;
        return new WalkPlan
        {
            Seed = stored.Seed,
            Nodes = stored.Nodes,
            ItemsPolicy = stored.ItemsPolicy,
            LabelsPolicy = stored.LabelsPolicy,
            Constraints = stored.Constraints,
            Routes = stored.Routes,
            Skew = stored.Skew,
            Steps = [.. stored.Steps.Select(Step)],
        };
    }

    private static string Text(WalkStep step) => string.Create(CultureInfo.InvariantCulture, $"{step.Number} {step.Kind} {WalkWorld.Name(step.Node)} {step.Seed}");

    private static WalkStep Step(string text)
    {
        var parts = text.Split(' ');
        return new WalkStep(Number(parts[0]), Enum.Parse<StepKind>(parts[1]), Number(parts[2][1..]), Number(parts[3]));
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private sealed record Stored(int Seed, int Nodes, string ItemsPolicy, string LabelsPolicy, bool Constraints, bool Routes, bool Skew, IReadOnlyList<string> Steps);
}
