using MultiDbSync.Contracts.Databases;
using MultiDbSync.Engine.Connectors;

namespace MultiDbSync.Api.Features.Databases;

/// <summary>The makes that can be registered, with what each asks for.</summary>
internal static class DatabaseMakes
{
    public static IReadOnlyList<DatabaseMake> Of(IEnumerable<IConnectorFactory> factories) =>
    [
        .. from factory in factories
           let form = factory.Form
           where form is not null
           orderby form.Title
           select new DatabaseMake(factory.Make, form.Title, form.Summary, form.Example, form.Fields),
    ];
}
