using MultiDbSync.Engine.Storage;
using MultiDbSync.ServiceDefaults;
using MultiDbSync.SyncWorker.Hosting;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddRedisClient("redis");
builder.AddSyncWorker();

var app = builder.Build();
app.MapDefaultEndpoints();
await app.Services.GetRequiredService<HubStore>().InitializeAsync(app.Lifetime.ApplicationStopping);
await app.RunAsync();
