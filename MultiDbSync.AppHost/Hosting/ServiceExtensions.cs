using System.Text;

namespace MultiDbSync.AppHost.Hosting;

/// <summary>What our services need beyond the usual.</summary>
internal static class ServiceExtensions
{
    /// <summary>A button in the dashboard that posts to the API as role Operator.</summary>
    /// <param name="body">A JSON body; null for none.</param>
    public static IResourceBuilder<ProjectResource> WithOperatorCommand(
        this IResourceBuilder<ProjectResource> api, string path, string displayName, string icon, IResourceBuilder<ParameterResource> key, string? body = null) =>
        api.WithHttpCommand(path, displayName, endpointName: "http", commandOptions: new HttpCommandOptions
        {
            Method = HttpMethod.Post,
            IconName = icon,
            IsHighlighted = true,
            PrepareRequest = async context =>
            {
                context.Request.Headers.Add("X-Api-Key", await key.Resource.GetValueAsync(context.CancellationToken));
                if (body is not null)
                    context.Request.Content = new StringContent(body, Encoding.UTF8, "application/json");
            },
        });

    /// <summary>
    /// One replica in Azure Container Apps: the hub store has one writing worker, the API pushes to the browsers connected to it, and a
    /// browser's circuit lives in one web process.
    /// </summary>
    public static IResourceBuilder<ProjectResource> PublishAsOneReplica(this IResourceBuilder<ProjectResource> project) =>
        project.PublishAsAzureContainerApp((_, app) =>
        {
            app.Template.Scale.MinReplicas = 1;
            app.Template.Scale.MaxReplicas = 1;
        });
}
