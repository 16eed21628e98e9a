using MultiDbSync.Api.Audit;
using MultiDbSync.Api.Hosting;
using MultiDbSync.ServiceDefaults;

if (args is [VerifyAuditCommand.Verb, .. var rest]) return await VerifyAuditCommand.RunAsync(rest, Console.Out, Console.Error, CancellationToken.None);

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddRedisClient("redis");
builder.AddApi();

var app = builder.Build();
app.UseApi();
app.MapDefaultEndpoints();
await app.RunAsync();
return 0;
