namespace MultiDbSync.Api.Audit;

/// <summary>Registers what keeps the audit log of requests.</summary>
internal static class AuditServices
{
    public static void AddAudit(this IServiceCollection services)
    {
        services.AddScoped<AuditTrail>();
        services.AddSingleton<RefusalLimit>();
    }
}
