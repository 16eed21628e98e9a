namespace MultiDbSync.AppHost.Hosting;

/// <summary>What the services keep, and the secrets between them.</summary>
internal static class StoreResources
{
    /// <summary>The hub store as a file on this machine.</summary>
    public static IResourceBuilder<IResourceWithConnectionString> AddHubFile(this IDistributedApplicationBuilder builder, string name, LocalRun local)
    {
        var connection = local.Data.HubConnection;
        return builder.AddConnectionString(name, ReferenceExpression.Create($"{connection}"));
    }

    /// <param name="kept">The value of a local run; null makes the deployment generate one.</param>
    public static IResourceBuilder<ParameterResource> AddGeneratedSecret(this IDistributedApplicationBuilder builder, string name, string? kept) =>
        kept is null
            ? builder.AddParameter(name, new GenerateParameterDefault { MinLength = 48, Special = false }, secret: true)
            : builder.AddParameter(name, kept, secret: true);

    /// <summary>The environment and the sample of a local run; nothing in a deployment.</summary>
    public static IResourceBuilder<ProjectResource> WithLocalSettings(this IResourceBuilder<ProjectResource> project, LocalRun? local)
    {
        if (local is null)
            return project;

        project.WithEnvironment("ASPNETCORE_ENVIRONMENT", project.ApplicationBuilder.Environment.EnvironmentName);
        if (project.Resource.Name != ResourceNames.SyncWorker)
            project.WithEnvironment("DataProtection__Directory", local.Data.Keys(project.Resource.Name));
        return project.Resource.Name == ResourceNames.Web ? project : project.WithEnvironment("Sample__Directory", local.Data.Sample);
    }
}
