using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using MultiDbSync.Api.Identity.Sessions;
using MultiDbSync.Api.Identity.SignIn;
using MultiDbSync.Api.Problems;

namespace MultiDbSync.Api.Hosting;

/// <summary>Registers the policies of <see cref="RateLimits"/>.</summary>
internal static class RateLimitServices
{
    public static void AddRateLimits(this IHostApplicationBuilder builder)
    {
        builder.Services.Configure<RateLimits>(builder.Configuration.GetSection(RateLimits.SectionName));
        builder.Services.AddRateLimiter(_ => { });
        builder.Services.AddOptions<RateLimiterOptions>().Configure<IOptions<RateLimits>>((options, limits) =>
        {
            var perMinute = limits.Value;
            options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            options.OnRejected = RejectAsync;
            options.AddPolicy(RateLimits.SignIn, context => Limit(ClientAddress.Of(context), perMinute.SignInPerMinute));
            options.AddPolicy(RateLimits.Refresh, context => Limit(ClientAddress.Of(context), perMinute.RefreshPerMinute));
            options.AddPolicy(RateLimits.Query, context => Limit(Caller(context), perMinute.QueryPerMinute));
            options.AddPolicy(RateLimits.SyncNow, context => Limit(Caller(context), perMinute.SyncNowPerMinute));
            options.AddPolicy(RateLimits.TestConnection, context => Limit(Caller(context), perMinute.TestConnectionPerMinute));
        });
    }

    /// <summary>Tells a caller how many seconds to wait, at least one.</summary>
    public static void SetRetryAfter(this HttpResponse response, TimeSpan wait) =>
        response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);

    // Anonymous callers get their 401 next: one bucket by address keeps them from filling the memory.
    private static string Caller(HttpContext context) => context.User.Actor() is { Length: > 0 } actor ? actor : ClientAddress.Of(context);

    private static RateLimitPartition<string> Limit(string who, int perMinute) =>
        RateLimitPartition.GetSlidingWindowLimiter(who, _ => new SlidingWindowRateLimiterOptions
        {
            PermitLimit = perMinute,
            Window = TimeSpan.FromMinutes(1),
            SegmentsPerWindow = 6,
        });

    private static async ValueTask RejectAsync(OnRejectedContext context, CancellationToken cancellationToken)
    {
        var wait = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var known) ? known : TimeSpan.FromSeconds(10);
        context.HttpContext.Response.SetRetryAfter(wait);
        await Problem.Of(StatusCodes.Status429TooManyRequests, ProblemTypes.TooManyRequests, "Too many requests. Wait a little.")
            .ExecuteAsync(context.HttpContext);
    }
}
