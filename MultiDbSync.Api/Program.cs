using MultiDbSync.Api.Hosting;
using MultiDbSync.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddRedisClient("redis");
builder.AddApi();

var app = builder.Build();
app.UseApi();
app.MapDefaultEndpoints();
await app.RunAsync();
