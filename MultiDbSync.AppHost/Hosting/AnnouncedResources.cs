namespace MultiDbSync.AppHost.Hosting;

/// <summary>What the announcement tells the addresses of.</summary>
internal sealed record AnnouncedResources(
    IResourceBuilder<ProjectResource> Web,
    IResourceBuilder<ProjectResource> Api,
    IResourceBuilder<ProjectResource> SyncWorker,
    IResourceBuilder<IResourceWithConnectionString> Redis,
    IResourceBuilder<IResourceWithConnectionString> Hub,
    IResourceBuilder<IResourceWithConnectionString> Mail,
    IReadOnlyDictionary<string, IResourceBuilder<IResourceWithConnectionString>> Servers);
