using MultiDbSync.Api.Features.Alerts;
using MultiDbSync.Api.Features.ApiKeys;
using MultiDbSync.Api.Features.Audit;
using MultiDbSync.Api.Features.Auth;
using MultiDbSync.Api.Features.Conflicts;
using MultiDbSync.Api.Features.Databases;
using MultiDbSync.Api.Features.DeadLetters;
using MultiDbSync.Api.Features.Mail;
using MultiDbSync.Api.Features.Query;
using MultiDbSync.Api.Features.Runs;
using MultiDbSync.Api.Features.Status;
using MultiDbSync.Api.Features.Suggestions;
using MultiDbSync.Api.Features.SyncSets;
using MultiDbSync.Api.Features.Users;
using MultiDbSync.Engine.HubLog;

namespace MultiDbSync.Api.Features;

/// <summary>Registers what the endpoints use, and maps them.</summary>
internal static class FeatureServices
{
    public static void AddFeatures(this IServiceCollection services)
    {
        services.AddSingleton<AuthLog>();
        services.AddScoped<NewAccount>();
        services.AddSingleton<UserLog>();
        services.AddScoped<UserDirectory>();
        services.AddScoped<AuditReader>();
        services.AddScoped<TopologyStatus>();
        services.AddScoped<StatusReader>();
        services.AddScoped<ConflictCounts>();
        services.AddScoped<NodeSums>();
        services.AddScoped<MetricsReader>();
        services.AddScoped<ConflictList>();
        services.AddScoped<ConflictReader>();
        services.AddScoped<ConflictDesk>();
        services.AddSingleton<ConflictResolver>();
        services.AddSingleton<ConflictLife>();
        services.AddSingleton<ConflictNews>();
        services.AddScoped<ConflictAccounts>();
        services.AddScoped<ConflictCareDesk>();
        services.AddScoped<ForgottenRow>();
        services.AddScoped<BulkSelection>();
        services.AddScoped<BulkDesk>();
        services.AddSuggestions();
        services.AddScoped<RunQueue>();
        services.AddScoped<RunDesk>();
        services.AddScoped<TimelineReader>();
        services.AddScoped<SyncSetChange>();
        services.AddScoped<PolicyTrials>();
        services.AddScoped<SyncSetDesk>();
        services.AddScoped<SyncSetDetails>();
        services.AddScoped<SyncSetCreation>();
        services.AddScoped<SyncSetRemoval>();
        services.AddSingleton<RouteAdmission>();
        services.AddScoped<LoadAdmission>();
        services.AddScoped<Membership>();
        services.AddScoped<JoinDesk>();
        services.AddScoped<LeaveDesk>();
        services.AddSingleton<DatabaseSummaries>();
        services.AddScoped<NodeConnectors>();
        services.AddOptions<DatabaseAccessOptions>().BindConfiguration(DatabaseAccessOptions.Section);
        services.AddSingleton<DatabaseAccess>();
        services.AddScoped<DatabaseTables>();
        services.AddScoped<DatabaseUsage>();
        services.AddScoped<TableCandidates>();
        services.AddScoped<ConnectionInspection>();
        services.AddScoped<ConnectionTrial>();
        services.AddScoped<DatabaseAdmission>();
        services.AddScoped<SyncSetEntrance>();
        services.AddScoped<DatabaseDesk>();
        services.AddSingleton<AlertLog>();
        services.AddScoped<PreferenceDesk>();
        services.AddScoped<OutboxDesk>();
        services.AddSingleton<QuerySlots>();
        services.AddScoped<QueryDesk>();
        services.AddScoped<QueryHistory>();
        services.AddScoped<SavedQueries>();
    }

    public static void MapFeatures(this IEndpointRouteBuilder app)
    {
        app.MapAuth();
        app.MapRegistration();
        app.MapOwnAccount();
        app.MapUsers();
        app.MapApiKeys();
        app.MapAudit();
        app.MapStatus();
        app.MapConflicts();
        app.MapConflictCare();
        app.MapSuggestions();
        app.MapRuns();
        app.MapTimeline();
        app.MapSyncNow();
        app.MapSyncSets();
        app.MapSchedules();
        app.MapPolicies();
        app.MapDatabases();
        app.MapDeadLetters();
        app.MapAlerts();
        app.MapMail();
        app.MapQuery();
        app.MapQueryLibrary();
    }
}
