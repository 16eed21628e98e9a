using MultiDbSync.ServiceDefaults;
using MultiDbSync.Web.Hosting;

// The content root is where the program lies, so that settings and static files are found from any working directory.
var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.WebHost.UseStaticWebAssets();
builder.AddServiceDefaults();
builder.AddConsole();

var app = builder.Build();
app.UseConsole();
app.Run();
