using MultiDbSync.Tests.Support.Databases;

namespace MultiDbSync.Tests.Reliability.Types;

/// <summary>A value at the edge of a type.</summary>
/// <param name="Name">Unique within its type.</param>
/// <param name="Literal">As an application of each make writes it; null where the make has no such value.</param>
/// <param name="RefusedBy">Makes that can't hold it: the row is refused there, with its column named.</param>
internal sealed record TypeValue(string Name, Func<TestDatabase, string?> Literal, params string[] RefusedBy);
