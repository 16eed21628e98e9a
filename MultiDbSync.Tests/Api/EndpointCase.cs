using System.Net;
using MultiDbSync.Contracts.Audit;
using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Contracts.Databases;
using MultiDbSync.Contracts.DeadLetters;
using MultiDbSync.Contracts.Mail;
using MultiDbSync.Contracts.Query;
using MultiDbSync.Contracts.Runs;
using MultiDbSync.Contracts.SyncSets;
using MultiDbSync.Contracts.Users;

namespace MultiDbSync.Tests.Api;

/// <summary>One endpoint, a call of it, who may make it, and what that call answers to those who may.</summary>
public sealed record EndpointCase(string Route, string Path, string Role, HttpStatusCode Answer, object? Body = null)
{
    // SignalR's own endpoints name no method.
    public string Method => Route.StartsWith('*') ? "POST" : Route[..Route.IndexOf(' ', StringComparison.Ordinal)];

    public static IReadOnlyList<EndpointCase> All { get; } =
    [
        new("POST /api/auth/logout", "/api/auth/logout", Roles.Viewer, HttpStatusCode.NoContent),
        new("GET /api/auth/me", "/api/auth/me", Roles.Viewer, HttpStatusCode.OK),
        new("GET /api/sync-status", "/api/sync-status", Roles.Viewer, HttpStatusCode.OK),
        new("GET /api/sync-metrics", "/api/sync-metrics?minutes=5", Roles.Viewer, HttpStatusCode.OK),
        new("GET /api/get-conflicts", "/api/get-conflicts", Roles.Viewer, HttpStatusCode.OK),
        new("GET /api/get-conflicts/{id:long}", "/api/get-conflicts/404", Roles.Viewer, HttpStatusCode.NotFound),
        new("GET /api/get-conflicts/{id:long}/neighbours", "/api/get-conflicts/404/neighbours", Roles.Viewer, HttpStatusCode.NotFound),
        new("GET /api/databases", "/api/databases", Roles.Viewer, HttpStatusCode.OK),
        new("GET /api/databases/{name}/tables", "/api/databases/none/tables", Roles.Viewer, HttpStatusCode.NotFound),
        new("GET /api/sync-sets", "/api/sync-sets", Roles.Viewer, HttpStatusCode.OK),
        new("GET /api/sync-sets/{name}/paused-tables", "/api/sync-sets/none/paused-tables", Roles.Viewer, HttpStatusCode.NotFound),
        new("GET /api/runs", "/api/runs", Roles.Viewer, HttpStatusCode.OK),
        new("GET /api/runs/{id:long}", "/api/runs/404", Roles.Viewer, HttpStatusCode.NotFound),
        new("GET /api/timeline", "/api/timeline", Roles.Viewer, HttpStatusCode.OK),
        new("GET /openapi/{documentName}.json", "/openapi/v1.json", Roles.Viewer, HttpStatusCode.OK),
        new("* /hubs/sync/negotiate", "/hubs/sync/negotiate?negotiateVersion=1", Roles.Viewer, HttpStatusCode.OK),
        new("POST /api/run-query", "/api/run-query", Roles.Operator, HttpStatusCode.NotFound, new RunQueryRequest("none", "SELECT 1", null)),
        new("POST /api/explain-query", "/api/explain-query", Roles.Operator, HttpStatusCode.NotFound, new ExplainQueryRequest("none", "SELECT 1")),
        new("GET /api/query-language/{database}", "/api/query-language/none", Roles.Operator, HttpStatusCode.NotFound),
        new("GET /api/query-history", "/api/query-history", Roles.Operator, HttpStatusCode.OK),
        new("DELETE /api/query-history", "/api/query-history", Roles.Operator, HttpStatusCode.NoContent),
        new("DELETE /api/query-history/{id:long}", "/api/query-history/404", Roles.Operator, HttpStatusCode.NotFound),
        new("GET /api/saved-queries", "/api/saved-queries", Roles.Operator, HttpStatusCode.OK),
        new("POST /api/saved-queries", "/api/saved-queries", Roles.Operator, HttpStatusCode.UnprocessableEntity, new SaveQueryRequest("", "", [], false)),
        new("PUT /api/saved-queries/{id:long}", "/api/saved-queries/404", Roles.Operator, HttpStatusCode.NotFound, new SaveQueryRequest("x", "SELECT 1", [], false)),
        new("DELETE /api/saved-queries/{id:long}", "/api/saved-queries/404", Roles.Operator, HttpStatusCode.NotFound),
        new("POST /api/resolve-conflict", "/api/resolve-conflict", Roles.Operator, HttpStatusCode.NotFound, new ResolveConflictRequest(404, 1, ConflictChoice.KeepLeft, null, null)),
        new("POST /api/conflicts/{id:long}/suggestion", "/api/conflicts/404/suggestion", Roles.Operator, HttpStatusCode.NotFound),
        new("POST /api/conflicts/preview-resolution", "/api/conflicts/preview-resolution", Roles.Operator, HttpStatusCode.OK, new PreviewResolutionRequest(new ConflictSelection(), ConflictChoice.KeepLeft)),
        new("POST /api/conflicts/resolve-many", "/api/conflicts/resolve-many", Roles.Operator, HttpStatusCode.Conflict, new ResolveManyRequest(new ConflictSelection(), ConflictChoice.KeepLeft, null, "old")),
        new("GET /api/conflicts/assignees", "/api/conflicts/assignees", Roles.Operator, HttpStatusCode.OK),
        new("PUT /api/conflicts/{id:long}/assignee", "/api/conflicts/404/assignee", Roles.Operator, HttpStatusCode.NotFound, new AssignConflictRequest(null)),
        new("POST /api/conflicts/{id:long}/comments", "/api/conflicts/404/comments", Roles.Operator, HttpStatusCode.NotFound, new CommentConflictRequest("x")),
        new("POST /api/conflicts/{id:long}/reopen", "/api/conflicts/404/reopen", Roles.Operator, HttpStatusCode.NotFound, new ReopenConflictRequest(1)),
        new("POST /api/trigger-manual-sync", "/api/trigger-manual-sync", Roles.Operator, HttpStatusCode.NotFound, new TriggerSyncRequest("none")),
        new("POST /api/runs/{id:long}/cancel", "/api/runs/404/cancel", Roles.Operator, HttpStatusCode.NotFound),
        new("POST /api/runs/{id:long}/pause", "/api/runs/404/pause", Roles.Operator, HttpStatusCode.NotFound),
        new("POST /api/runs/{id:long}/resume", "/api/runs/404/resume", Roles.Operator, HttpStatusCode.NotFound),
        new("POST /api/demo", "/api/demo", Roles.Operator, HttpStatusCode.Accepted),
        new("PUT /api/databases/{name}/enabled", "/api/databases/none/enabled", Roles.Operator, HttpStatusCode.NotFound, new SetEnabledRequest(false)),
        new("PUT /api/sync-sets/{name}/enabled", "/api/sync-sets/none/enabled", Roles.Operator, HttpStatusCode.NotFound, new SetEnabledRequest(false)),
        new("PUT /api/databases/{name}/priority", "/api/databases/none/priority", Roles.Admin, HttpStatusCode.NotFound, new SetPriorityRequest(1)),
        new("GET /api/sync-sets/{name}/tables/{table}/policies", "/api/sync-sets/none/tables/none/policies", Roles.Viewer, HttpStatusCode.NotFound),
        new("POST /api/sync-sets/{name}/tables/{table}/try-policy", "/api/sync-sets/none/tables/none/try-policy", Roles.Admin, HttpStatusCode.NotFound, new TryPolicyRequest("manual")),
        new("POST /api/databases", "/api/databases", Roles.Admin, HttpStatusCode.UnprocessableEntity, new AddDatabaseRequest("x", "no-such-make", "x", null)),
        new("GET /api/databases/{name}/uses", "/api/databases/none/uses", Roles.Viewer, HttpStatusCode.NotFound),
        new("GET /api/databases/{name}/candidates", "/api/databases/none/candidates", Roles.Admin, HttpStatusCode.NotFound),
        new("GET /api/sync-sets/{name}", "/api/sync-sets/none", Roles.Viewer, HttpStatusCode.NotFound),
        new("GET /api/schedule-runs", "/api/schedule-runs", Roles.Viewer, HttpStatusCode.UnprocessableEntity),
        new("DELETE /api/sync-sets/{name}/databases/{database}", "/api/sync-sets/none/databases/none", Roles.Admin, HttpStatusCode.NotFound),
        new("POST /api/databases/test", "/api/databases/test", Roles.Admin, HttpStatusCode.UnprocessableEntity, new TestConnectionRequest("no-such-make", "x")),
        new("GET /api/database-makes", "/api/database-makes", Roles.Viewer, HttpStatusCode.OK),
        new("DELETE /api/databases/{name}", "/api/databases/none", Roles.Admin, HttpStatusCode.NotFound),
        new("GET /api/dead-letters", "/api/dead-letters", Roles.Viewer, HttpStatusCode.OK),
        new("POST /api/dead-letters/{id:long}/replay", "/api/dead-letters/404/replay", Roles.Admin, HttpStatusCode.NotFound),
        new("POST /api/dead-letters/replay", "/api/dead-letters/replay", Roles.Admin, HttpStatusCode.Accepted, new ReplayDeadLettersRequest()),
        new("GET /api/alerts", "/api/alerts", Roles.Viewer, HttpStatusCode.OK),
        new("POST /api/alerts/{id:long}/acknowledge", "/api/alerts/404/acknowledge", Roles.Operator, HttpStatusCode.NotFound),
        new("GET /api/mail/preferences", "/api/mail/preferences", Roles.Viewer, HttpStatusCode.OK),
        new("PUT /api/mail/preferences", "/api/mail/preferences", Roles.Viewer, HttpStatusCode.UnprocessableEntity, new UpdateMailPreferencesRequest(true, true, -1)),
        new("GET /api/mail/outbox", "/api/mail/outbox", Roles.Admin, HttpStatusCode.OK),
        new("POST /api/mail/test", "/api/mail/test", Roles.Admin, HttpStatusCode.Conflict, new SendTestMailRequest(null)),
        new("POST /api/sync-sets", "/api/sync-sets", Roles.Admin, HttpStatusCode.UnprocessableEntity, new CreateSyncSetRequest("a b", "none", [])),
        new("DELETE /api/sync-sets/{name}", "/api/sync-sets/none", Roles.Admin, HttpStatusCode.NotFound),
        new("POST /api/sync-sets/{name}/databases", "/api/sync-sets/none/databases", Roles.Admin, HttpStatusCode.NotFound, new JoinSyncSetRequest("none", new FirstLoadRequest(FirstLoadMode.Merge))),
        new("POST /api/sync-sets/{name}/databases/{database}/load", "/api/sync-sets/none/databases/none/load", Roles.Admin, HttpStatusCode.NotFound, new RestartLoadRequest()),
        new("PUT /api/sync-sets/{name}", "/api/sync-sets/none", Roles.Admin, HttpStatusCode.NotFound, new UpdateSyncSetRequest(null, null, null, null, null)),
        new("GET /api/audit", "/api/audit", Roles.Admin, HttpStatusCode.OK),
        new("GET /api/audit/export", "/api/audit/export", Roles.Admin, HttpStatusCode.OK),
        new("POST /api/audit/verify", "/api/audit/verify", Roles.Admin, HttpStatusCode.OK, new VerifyAuditRequest(null, null)),
        new("GET /api/auth/sessions", "/api/auth/sessions", Roles.Viewer, HttpStatusCode.OK),
        new("DELETE /api/auth/sessions", "/api/auth/sessions", Roles.Viewer, HttpStatusCode.NoContent),
        new("POST /api/auth/password", "/api/auth/password", Roles.Viewer, HttpStatusCode.UnprocessableEntity, new ChangePasswordRequest("x", "too short")),
        new("GET /api/users/{id}/sessions", "/api/users/none/sessions", Roles.Admin, HttpStatusCode.NotFound),
        new("DELETE /api/users/{id}/sessions", "/api/users/none/sessions", Roles.Admin, HttpStatusCode.NotFound),
        new("GET /api/keys", "/api/keys", Roles.Admin, HttpStatusCode.OK),
        new("POST /api/keys", "/api/keys", Roles.Admin, HttpStatusCode.UnprocessableEntity, new CreateApiKeyRequest("", [])),
        new("DELETE /api/keys/{id:long}", "/api/keys/404", Roles.Admin, HttpStatusCode.NotFound),
        new("GET /api/users", "/api/users", Roles.Admin, HttpStatusCode.OK),
        new("PUT /api/users/{id}", "/api/users/none", Roles.Admin, HttpStatusCode.NotFound, new UpdateUserRequest(null, true)),
    ];
}
