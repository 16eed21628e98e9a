namespace MultiDbSync.Api.Audit;

/// <summary>What people do that is kept in the audit log: <c>what.how</c>, stable, for filters.</summary>
internal static class AuditActions
{
    public const string SignIn = "session.begin";
    public const string SignOut = "session.end";
    public const string Access = "access";
    public const string SetUp = "user.set-up";
    public const string Register = "user.register";
    public const string ChangePassword = "user.password";
    public const string EndSessions = "user.end-sessions";
    public const string ChangeUser = "user.change";
    public const string CreateKey = "key.create";
    public const string RevokeKey = "key.revoke";
    public const string AddDatabase = "database.add";
    public const string RemoveDatabase = "database.remove";
    public const string SwitchDatabase = "database.switch";
    public const string RankDatabase = "database.rank";
    public const string TestDatabase = "database.test";
    public const string AddSyncSet = "sync-set.add";
    public const string RemoveSyncSet = "sync-set.remove";
    public const string ChangeSyncSet = "sync-set.change";
    public const string SwitchSyncSet = "sync-set.switch";
    public const string JoinSyncSet = "sync-set.join";
    public const string LeaveSyncSet = "sync-set.leave";
    public const string RestartLoad = "sync-set.restart-load";
    public const string ResolveConflict = "conflict.resolve";
    public const string ResolveConflicts = "conflict.resolve-many";
    public const string ReopenConflict = "conflict.reopen";
    public const string AssignConflict = "conflict.assign";
    public const string CommentConflict = "conflict.comment";
    public const string AskModel = "conflict.ask-model";
    public const string SyncNow = "run.sync-now";
    public const string Demo = "run.demo";
    public const string CancelRun = "run.cancel";
    public const string PauseRun = "run.pause";
    public const string ResumeRun = "run.resume";
    public const string ReplayMany = "dead-letter.replay-many";
    public const string Replay = "dead-letter.replay";
    public const string Acknowledge = "alert.acknowledge";
    public const string ChangeMail = "mail.preferences";
    public const string TestMail = "mail.test";
    public const string Query = "query.run";
    public const string Explain = "query.explain";
    public const string ForgetQueries = "query.forget";
    public const string SaveQuery = "saved-query.add";
    public const string ChangeSavedQuery = "saved-query.change";
    public const string RemoveSavedQuery = "saved-query.remove";
    public const string Verify = "audit.verify";
    public const string Export = "audit.export";
}
