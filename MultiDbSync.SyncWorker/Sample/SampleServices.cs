using MultiDbSync.Engine.Runtime;

namespace MultiDbSync.SyncWorker.Sample;

internal static class SampleServices
{
    public static void AddSample(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<SampleOptions>().BindConfiguration(SampleOptions.SectionName);
        builder.Services.AddHostedService<SampleSetup>();
        builder.Services.AddSingleton<IRunHandler, DemoRunHandler>();
    }
}
