using MultiDbSync.AppHost.Cluster;

namespace MultiDbSync.AppHost.LocalCluster;

/// <summary>The ports of one cluster.</summary>
internal sealed record ClusterPorts(int Web, int Api, int SyncWorker, int Redis, int Inbox, int Smtp, int Dashboard, int OtlpGrpc, int OtlpHttp, int Postgres, int MySql)
{
    private static readonly ClusterPorts Usual = new(5080, 5081, 5082, 6379, 1080, 1025, 18888, 4317, 4318, 5432, 3306);

    /// <param name="any">Any free ports, for clusters beside each other; else the usual ones where they are free.</param>
    /// <param name="servers">Whether database servers need ports, too.</param>
    /// <param name="moved">Is told of each usual port that is taken: its name, the usual port and the chosen one.</param>
    public static ClusterPorts Choose(bool any, bool servers, Action<string, int, int> moved)
    {
        var choice = new PortChoice();
        return new(
            Pick(ResourceNames.Web, Usual.Web),
            Pick(ResourceNames.Api, Usual.Api),
            Pick(ResourceNames.SyncWorker, Usual.SyncWorker),
            Pick(ResourceNames.Redis, Usual.Redis),
            Pick("inbox", Usual.Inbox),
            Pick("smtp", Usual.Smtp),
            Pick("dashboard", Usual.Dashboard),
            Pick("otlp", Usual.OtlpGrpc),
            Pick("otlp/http", Usual.OtlpHttp),
            servers ? Pick(ResourceNames.Postgres, Usual.Postgres) : 0,
            servers ? Pick(ResourceNames.MySql, Usual.MySql) : 0);

        int Pick(string name, int usual)
        {
            var port = choice.Choose(any ? null : usual);
            if (!any && port != usual)
                moved(name, usual, port);
            return port;
        }
    }
}
